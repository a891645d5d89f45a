package org.switchhook.asterisk.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;

/** A PBX that hangs once it has let somebody in. */
class SilentPbxTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ServerSocket server;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        threads.execute(() -> letIn(socket));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static void letIn(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      OutputStream out = socket.getOutputStream();
      out.write("Asterisk Call Manager/7.0.3\r\n".getBytes(UTF_8));
      Map<String, String> action = new HashMap<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          out.write(answer(action).getBytes(UTF_8));
          action.clear();
        } else {
          String[] header = line.split(": ", 2);
          action.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
      }
    } catch (IOException e) {
      // The other side has ended it.
    }
  }

  private static String answer(Map<String, String> action) {
    String success = "Response: Success\r\nActionID: " + action.get("actionid") + "\r\n";
    return switch (String.valueOf(action.get("action")).toLowerCase(Locale.ROOT)) {
      case "challenge" -> success + "Challenge: 1\r\n\r\n";
      case "login" -> success + "Message: Authentication accepted\r\n\r\n";
      default -> "";
    };
  }

  @Test
  void holdsNobodyForLongerThanSeconds() {
    PbxSettings pbx =
        new PbxSettings(
            "pbx1", "127.0.0.1", server.getLocalPort(), false, null, "u", new Secret("s"));
    long start = System.nanoTime();
    try (WaitingCalls calls = new WaitingCalls(pbx)) {
      Setting setting = new Setting("1.1", new Setting.Rank(1, 0, 1), 5, null, null);
      assertThat(calls.set(setting)).startsWith("not set: pbx1 cannot be reached: ");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
  }
}
