package org.switchhook.pbx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The control socket of a baresip: JSON in netstrings. */
final class PhoneControl {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START = Duration.ofSeconds(15);

  private final Socket socket;

  private PhoneControl(Socket socket) {
    this.socket = socket;
  }

  /**
   * Connects once baresip listens.
   *
   * @param log for the message if it never does
   * @param messages gets each event, and each answer to a command
   */
  static PhoneControl connect(int port, Supplier<String> log, Consumer<JsonNode> messages) {
    Socket[] connected = new Socket[1];
    Await.until("baresip", START, () -> (connected[0] = tryConnect(port)) != null, log);
    PhoneControl control = new PhoneControl(connected[0]);
    Thread reader = new Thread(() -> control.read(messages), "phone-" + port);
    reader.setDaemon(true);
    reader.start();
    return control;
  }

  synchronized void command(String command, String parameters) {
    try {
      byte[] json = JSON.writeValueAsBytes(Map.of("command", command, "params", parameters));
      String netstring = json.length + ":" + new String(json, StandardCharsets.UTF_8) + ",";
      socket.getOutputStream().write(netstring.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Socket tryConnect(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException notYet) {
      return null;
    }
  }

  private void read(Consumer<JsonNode> messages) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
      while (true) {
        messages.accept(JSON.readTree(in.readNBytes(length(in))));
        in.readByte();
      }
    } catch (IOException closed) {
      // The phone is gone; whoever still waits runs into the deadline.
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = 0;
    for (int digit = in.readByte(); digit != ':'; digit = in.readByte()) {
      length = length * 10 + digit - '0';
    }
    return length;
  }
}
