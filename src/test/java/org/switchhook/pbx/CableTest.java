package org.switchhook.pbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both ends of a cable see when it goes bad. */
class CableTest {

  private static final int SILENT_MS = 300;
  private static final int AT_MOST_MS = 5_000;

  private ServerSocket pbx;
  private Cable cable;

  @BeforeEach
  void plug() throws IOException {
    pbx = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    pbx.setSoTimeout(AT_MOST_MS);
    cable = new Cable(pbx.getLocalPort());
  }

  @AfterEach
  void unplug() throws IOException {
    cable.close();
    pbx.close();
  }

  @Test
  void bothWaysAndToTheEnd() throws IOException {
    try (Socket bridge = dial();
        Socket answered = pbx.accept()) {
      assertCarried(bridge, answered);
      assertCarried(answered, bridge);
      answered.shutdownOutput();
      assertThat(bridge.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aCutIsAResetAndTheNextConnectionIsCarried() throws IOException {
    try (Socket bridge = dial();
        Socket answered = pbx.accept()) {
      assertCarried(bridge, answered);
      cable.cut();
      assertReset(bridge);
      assertReset(answered);
    }
    bothWaysAndToTheEnd();
  }

  @Test
  void stalledNothingComesAndNothingIsSaid() throws IOException {
    try (Socket bridge = dial();
        Socket answered = pbx.accept()) {
      assertCarried(bridge, answered);
      cable.stall();
      bridge.getOutputStream().write(7);
      assertSilent(answered);
      assertThatThrownBy(() -> dial(SILENT_MS)).isInstanceOf(SocketTimeoutException.class);
      cable.repair();
      answered.setSoTimeout(AT_MOST_MS);
      assertThat(answered.getInputStream().read()).isEqualTo(7);
    }
  }

  @Test
  void anEndDoesNotComeThroughEitherUntilItIsRepaired() throws IOException {
    try (Socket bridge = dial();
        Socket answered = pbx.accept()) {
      assertCarried(bridge, answered);
      cable.stall();
      bridge.shutdownOutput();
      assertSilent(answered);
      cable.repair();
      answered.setSoTimeout(AT_MOST_MS);
      assertThat(answered.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void unpluggedItRefuses() throws IOException {
    try (Socket bridge = dial();
        Socket answered = pbx.accept()) {
      assertCarried(bridge, answered);
      cable.unplug();
      assertReset(bridge);
    }
    assertThatThrownBy(this::dial).isInstanceOf(ConnectException.class);
    cable.repair();
    bothWaysAndToTheEnd();
  }

  private Socket dial() throws IOException {
    return dial(AT_MOST_MS);
  }

  private Socket dial(int timeoutMs) throws IOException {
    Socket socket = new Socket();
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), cable.port()), timeoutMs);
    socket.setSoTimeout(AT_MOST_MS);
    return socket;
  }

  private static void assertCarried(Socket from, Socket to) throws IOException {
    from.getOutputStream().write(42);
    to.setSoTimeout(AT_MOST_MS);
    assertThat(to.getInputStream().read()).isEqualTo(42);
  }

  private static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(SILENT_MS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }
}
