package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** `ask` where nobody can be asked: what to look at, and nobody waits for long. */
@Timeout(30)
class AskCommandTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path directory;

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      port = socket.getLocalPort();
    }
    assertThat(refused("127.0.0.1:" + port, "crm"))
        .isEqualTo(
            "switchhook ask: nobody can be asked at 127.0.0.1:%d (Connection refused): is the"
                    .formatted(port)
                + " bridge running?\n");
  }

  @Test
  void anotherProgramListens() throws IOException {
    HttpServer http = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 5);
    http.start();
    try (ServerSocket silent = new ServerSocket(0, 5, LOOPBACK)) {
      for (int port : new int[] {silent.getLocalPort(), http.getAddress().getPort()}) {
        assertThat(refused("127.0.0.1:" + port, "crm", "language=es"))
            .isEqualTo(
                "switchhook ask: who listens at 127.0.0.1:%d does not answer as the bridge does:"
                        .formatted(port)
                    + " see listen and allow of [agi]\n");
      }
    } finally {
      http.stop(0);
    }
  }

  @Test
  void thereIsNoPort() throws IOException {
    for (String listen : new String[] {"off", "127.0.0.1:0"}) {
      assertThat(refused(listen, "crm"))
          .isEqualTo("switchhook ask: listen of [agi] in switchhook.conf has no port to ask at\n");
    }
  }

  private String refused(String listen, String... arguments) throws IOException {
    Path conf =
        Files.writeString(
            directory.resolve("switchhook.conf"),
            """
            [general]
            name = bridge1
            [database]
            url = jdbc:mariadb://127.0.0.1:1/ccdata
            username = u
            password = p
            [agi]
            listen = %s
            [pbx1]
            type = pbx
            host = 127.0.0.1
            username = u
            secret = s
            """
                .formatted(listen));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all = new String[arguments.length + 3];
    all[0] = "ask";
    all[1] = "-c";
    all[2] = conf.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    int status =
        Switchhook.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err, true))
            .execute(all);
    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    return err.toString();
  }
}
