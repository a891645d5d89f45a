package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.switchhook.config.AddressBlock;
import org.switchhook.config.AgiSettings;

/** What `check` says of the port for dialplans while no bridge of ours is behind it. */
@Timeout(30)
class AgiCheckTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void offIsNothingToLookAt() {
    assertThat(AgiCheck.of(AgiSettings.OFF).lines()).isEmpty();
    assertThat(AgiCheck.of(at("127.0.0.1", 0)).lines()).isEmpty();
  }

  @Test
  void aFreePort() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      port = socket.getLocalPort();
    }
    assertThat(AgiCheck.of(at("127.0.0.1", port)).lines())
        .containsExactly(
            "ok    dialplans ask at agi://127.0.0.1:%d: free; no bridge is running"
                .formatted(port));
  }

  @Test
  void anotherProgramThatSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, LOOPBACK)) {
      assertStranger(silent.getLocalPort());
    }
  }

  @Test
  void anotherProgramThatSaysSomething() throws IOException {
    HttpServer http = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 5);
    http.start();
    try {
      assertStranger(http.getAddress().getPort());
    } finally {
      http.stop(0);
    }
  }

  private static void assertStranger(int port) {
    Findings findings = AgiCheck.of(at("127.0.0.1", port));
    assertThat(findings.areRight()).isFalse();
    assertThat(findings.lines())
        .singleElement()
        .asString()
        .startsWith("todo  dialplans ask at agi://127.0.0.1:" + port + ": another program has")
        .contains("write another one into listen of [agi]");
  }

  @Test
  void aBridgeThatDoesNotAllowThisHostMayBeRight() throws IOException {
    try (ServerSocket somebody = new ServerSocket(0, 5, LOOPBACK)) {
      AgiSettings remote =
          new AgiSettings(
              "127.0.0.1",
              somebody.getLocalPort(),
              List.of(AddressBlock.of("192.0.2.0/24")),
              AgiSettings.STANDARD.requests());
      Findings findings = AgiCheck.of(remote);
      assertThat(findings.areRight()).isTrue();
      assertThat(findings.lines()).singleElement().asString().contains(": taken; by whom is not");
    }
  }

  @Test
  void anAddressOfAnotherMachine() {
    Findings findings = AgiCheck.of(at("192.0.2.1", 4573));
    assertThat(findings.lines())
        .singleElement()
        .asString()
        .startsWith("todo  dialplans ask at agi://192.0.2.1:4573: ")
        .endsWith("; check listen of [agi]");
  }

  private static AgiSettings at(String host, int port) {
    AgiSettings standard = AgiSettings.STANDARD;
    return new AgiSettings(host, port, standard.allow(), standard.requests());
  }
}
