package org.switchhook.pbx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real SIP phone: baresip, spoken to over its control socket (JSON in netstrings). Its files lie
 * in the directory of its PBX and go with it.
 */
public final class Phone implements AutoCloseable {
  /** Three desks, and the line to the world. */
  public static final List<String> NAMES = List.of("1001", "1002", "1003", "trunk");

  /** Who calls through the trunk: the number. */
  public static final String CALLER = "34911555010";

  /** Who calls through the trunk: the name. */
  public static final String CALLER_NAME = "Laura Díaz";

  /** This one is busy while it talks, the others take a second call. */
  private static final String ONE_LINE = "1003";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START = Duration.ofSeconds(15);
  private static final int RTP_PORTS = 20;

  private final int pbxSipPort;
  private final Path directory;
  private final Process process;
  private final Thread atExit = new Thread(this::leaveNothing, "phone-at-exit");
  private final Socket control;
  private final List<String> events = new ArrayList<>();
  private @Nullable Duration answerAfter;

  /** Starts the phone that the PBX calls by this name; it does not answer by itself. */
  public Phone(Pbx pbx, String name) {
    pbxSipPort = pbx.sipPort();
    int controlPort = Ports.free();
    try {
      directory = Files.createDirectories(pbx.directory().resolve("phone-" + name));
      Files.writeString(
          directory.resolve("config"), configuration(name, pbx.phonePort(name), controlPort));
      Files.writeString(
          directory.resolve("accounts"),
          (name.equals("trunk") ? "\"" + CALLER_NAME + "\" <sip:" + CALLER : "<sip:" + name)
              + "@127.0.0.1:"
              + pbxSipPort
              + ">;regint=0;answermode=manual\n");
      process =
          new ProcessBuilder("baresip", "-f", directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(atExit);
    control = connect(controlPort);
    Thread reader = new Thread(this::read, "phone-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** A tone in, which each call has for itself, and nothing out: digits need a stream to be in. */
  private static String configuration(String name, int sipPort, int controlPort) {
    int rtp = Ports.free(RTP_PORTS);
    return """
        poll_method epoll
        sip_listen 127.0.0.1:@SIP@
        net_interface 127.0.0.1
        call_max_calls @CALLS@
        audio_source ausine,440
        ausrc_srate 48000
        ausrc_channels 2
        audio_player aubridge,null@NAME@
        audio_alert aubridge,alert@NAME@
        module_path /usr/lib/baresip/modules
        module g711.so
        module aubridge.so
        module ausine.so
        module ctrl_tcp.so
        module_app menu.so
        module_app account.so
        ctrl_tcp_listen 127.0.0.1:@CONTROL@
        rtp_ports @RTP@
        """
        .replace("@NAME@", name)
        .replace("@CALLS@", name.equals(ONE_LINE) ? "1" : "8")
        .replace("@SIP@", Integer.toString(sipPort))
        .replace("@CONTROL@", Integer.toString(controlPort))
        .replace("@RTP@", rtp + "-" + (rtp + RTP_PORTS - 1));
  }

  /** Calls an extension of the PBX. */
  public void dial(String extension) {
    command("dial", uri(extension));
  }

  /** Answers the call that rings. */
  public void accept() {
    command("accept", "");
  }

  /** Hangs up, or rejects (486) what rings. */
  public void hangup() {
    command("hangup", "");
  }

  public void hold() {
    command("hold", "");
  }

  public void resume() {
    command("resume", "");
  }

  /** Sends a digit (RFC 4733) in the current call. */
  public void press(char digit) {
    command("sndcode", String.valueOf(digit));
  }

  /** Sends a REFER to this extension in the current call, which is blindly transferred by it. */
  public void transfer(String extension) {
    command("transfer", uri(extension));
  }

  /**
   * Sends a REFER with Replaces in the current call: it is joined with another of this phone's.
   *
   * @param replaced the other call, as the header Replaces has it
   */
  public void transfer(String extension, String replaced) {
    String escaped = URLEncoder.encode(replaced, StandardCharsets.UTF_8);
    command("transfer", uri(extension) + "?Replaces=" + escaped);
  }

  /** Makes a call the current one, to which hold, hangup, digits and transfers apply. */
  public void select(String sipCallId) {
    command("callfind", sipCallId);
  }

  /** Answers each call from now on by itself, after it has rung so long; null: not any more. */
  public synchronized void autoAnswer(@Nullable Duration after) {
    answerAfter = after;
  }

  /** Waits for an event of baresip since {@link #forget}: CALL_INCOMING, CALL_ESTABLISHED… */
  public void await(String event) {
    Await.until(event, Await.DEADLINE, () -> has(event), () -> "came: " + events);
  }

  /** What came until now is not awaited any more. */
  public synchronized void forget() {
    events.clear();
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    leaveNothing();
  }

  private void leaveNothing() {
    process.destroyForcibly().onExit().join();
  }

  private String uri(String extension) {
    return "sip:" + extension + "@127.0.0.1:" + pbxSipPort;
  }

  private synchronized boolean has(String event) {
    return events.contains(event);
  }

  private synchronized void command(String command, String parameters) {
    try {
      byte[] json = JSON.writeValueAsBytes(Map.of("command", command, "params", parameters));
      String netstring = json.length + ":" + new String(json, StandardCharsets.UTF_8) + ",";
      control.getOutputStream().write(netstring.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket connect(int port) {
    Socket[] connected = new Socket[1];
    Await.until("baresip", START, () -> (connected[0] = tryConnect(port)) != null, this::log);
    return connected[0];
  }

  private @Nullable Socket tryConnect(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException notYet) {
      return null;
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private void read() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(control.getInputStream()))) {
      while (true) {
        keep(JSON.readTree(in.readNBytes(length(in))));
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

  private synchronized void keep(JsonNode message) {
    String type = message.path("type").asText();
    events.add(type);
    if (type.equals("CALL_INCOMING") && answerAfter != null) {
      CompletableFuture.delayedExecutor(answerAfter.toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::accept);
    }
  }
}
