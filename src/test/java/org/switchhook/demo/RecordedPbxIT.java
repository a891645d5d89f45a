package org.switchhook.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.switchhook.pbx.ManagerUser;
import org.switchhook.pbx.Pbx;

/** The recorded PBX answers with the very headers with which a real Asterisk 22 does. */
class RecordedPbxIT {
  private static final List<String> ACTIONS =
      List.of(
          "Ping",
          "CoreSettings",
          "CoreStatus",
          "CoreShowChannels",
          "Status",
          "NoSuchAction",
          "Events\r\nEventMask: off",
          "Events\r\nEventMask: call,agent",
          "Logoff");

  @Test
  void answersAsAsteriskDoes() throws IOException {
    try (Pbx real = Pbx.start();
        RecordedPbx recorded =
            RecordedPbx.start(RecordedSession.shipped(), 0, 1, Clock.systemUTC())) {
      String secret = recorded.settings().secret().reveal();

      assertThat(headers(recorded.settings().port(), secret))
          .contains("Ping", "CoreStartupDate", "Items")
          .isEqualTo(headers(real.amiPort(), ManagerUser.SWITCHHOOK.secret()));
    }
  }

  /** The names of the headers of a whole conversation, without events, line by line. */
  private static List<String> headers(int port, String secret) throws IOException {
    StringBuilder conversation = new StringBuilder("Action: Ping\r\nActionID: early\r\n\r\n");
    conversation
        .append("Action: Login\r\nActionID: login\r\nEvents: off\r\nUsername: ")
        .append(ManagerUser.SWITCHHOOK.username())
        .append("\r\nSecret: ")
        .append(secret)
        .append("\r\n\r\n");
    for (String action : ACTIONS) {
      conversation.append("Action: ").append(action).append("\r\nActionID: a\r\n\r\n");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(conversation.toString().getBytes(StandardCharsets.UTF_8));
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answers.lines().map(line -> line.replaceFirst(":.*", "")).toList();
    }
  }
}
