package org.switchhook.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.asteriskjava.manager.DefaultManagerConnection;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.action.CoreStatusAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.response.CoreStatusResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Talks to the recorded PBX over its socket, as the bridge does. */
@Timeout(30)
class RecordedPbxTest {
  private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.250Z");
  private static final double FAST = 1_000;

  @Test
  void playsTheSessionToWhoeverWantsEvents() throws Exception {
    try (RecordedPbx pbx = shipped();
        Socket socket = connect(pbx)) {
      send(socket, login(pbx, "on"));
      pbx.awaitEnd();
      send(socket, "Action: Logoff\r\n\r\n");
      String all = receive(socket);

      assertThat(all)
          .startsWith("Asterisk Call Manager/11.0.0\r\nResponse: Success\r\n")
          .contains("\r\nEvent: FullyBooted\r\n")
          .contains("Event: AgentRingNoAnswer\r\n", "Event: Hold\r\n", "Event: QueueCallerAbandon")
          .contains("Event: QueueMemberPause\r\n", "Event: QueueMemberRemoved\r\n");
      assertThat(occurrences("(?m)^Event: ", all))
          .isEqualTo(RecordedSession.shipped().frames().size() + 1);
    }
  }

  @Test
  void timesAndUniqueidsAreOfNow() throws Exception {
    try (RecordedPbx pbx = shipped();
        Socket socket = connect(pbx)) {
      send(socket, login(pbx, "on"));
      pbx.awaitEnd();
      send(socket, "Action: Logoff\r\n\r\n");
      String all = receive(socket);

      long first = NOW.getEpochSecond() + 1; // the lead-in
      assertThat(all).contains("\r\nTimestamp: " + first + ".250000\r\n");
      Pattern.compile("(?m)^(Timestamp|LoginTime|\\w*Uniqueid|\\w*Linkedid): (?:pbx1-)?(\\d{10})")
          .matcher(all)
          .results()
          .forEach(
              found -> assertThat(Long.parseLong(found.group(2))).isBetween(first - 1, first + 40));
    }
  }

  @Test
  void waitsForSomebodyWhoWantsEvents() throws Exception {
    try (RecordedPbx pbx = shipped();
        Socket actions = connect(pbx);
        Socket events = connect(pbx)) {
      send(actions, login(pbx, "off"));
      send(events, login(pbx, "off") + "Action: Events\r\nEventMask: call,agent\r\n\r\n");
      pbx.awaitEnd();
      send(events, "Action: Logoff\r\n\r\n");
      send(actions, "Action: Logoff\r\n\r\n");

      assertThat(receive(events)).contains("Events: On\r\n", "Event: AgentConnect\r\n");
      assertThat(receive(actions)).contains("Goodbye").doesNotContain("Event: AgentConnect");
    }
  }

  @Test
  void answersTheActionsOfALogin() throws Exception {
    try (RecordedPbx pbx = shipped();
        Socket socket = connect(pbx)) {
      send(socket, "Action: Ping\r\nActionID: early\r\n\r\n" + login(pbx, "off"));
      send(socket, "Action: Ping\r\nActionID: p\r\n\r\nAction: QueueStatus\r\nActionID: q\r\n\r\n");
      send(socket, "Action: Reload\r\nActionID: r\r\n\r\nAction: Logoff\r\n\r\n");

      assertThat(receive(socket))
          .contains("Response: Error\r\nActionID: early\r\nMessage: Permission denied\r\n\r\n")
          .contains("Response: Success\r\nActionID: p\r\nPing: Pong\r\n")
          .contains("Event: QueueStatusComplete\r\nActionID: q\r\nEventList: Complete\r\n")
          .contains("Response: Error\r\nActionID: r\r\nMessage: Invalid/unknown command: Reload. ");
    }
  }

  @Test
  void refusesAWrongSecret() throws Exception {
    try (RecordedPbx pbx = shipped();
        Socket socket = connect(pbx)) {
      send(socket, "Action: Login\r\nUsername: switchhook\r\nSecret: guess\r\n\r\n");

      assertThat(receive(socket)).endsWith("Message: Authentication failed\r\n\r\n");
    }
  }

  @Test
  void servesTheActionsOfAsteriskJava() throws Exception {
    try (RecordedPbx pbx = shipped()) {
      var settings = pbx.settings();
      var connection =
          new DefaultManagerConnection(
              settings.host(), settings.port(), settings.username(), settings.secret().reveal());
      connection.login("off"); // a challenge login
      assertThat(connection.getState()).isEqualTo(ManagerConnectionState.CONNECTED);
      assertThat(connection.sendAction(new PingAction()).getResponse()).isEqualTo("Success");
      assertThat(connection.sendAction(new CoreStatusAction()))
          .isInstanceOf(CoreStatusResponse.class);
      connection.logoff();
    }
  }

  @Test
  void saysWhatARecordingLacks(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("untimed.ami");
    Files.writeString(file, "Event: Hangup\r\nChannel: PJSIP/1001-00000001\r\n\r\n");

    assertThatThrownBy(() -> RecordedSession.read(file))
        .hasMessageContaining("untimed.ami")
        .hasMessageContaining("timestampevents = yes");
  }

  @Test
  void closeEndsTheWaiting() throws Exception {
    RecordedPbx pbx = shipped();
    int port = pbx.settings().port();
    pbx.close();
    pbx.awaitEnd();
    assertThatThrownBy(() -> new Socket(pbx.settings().host(), port).close())
        .isInstanceOf(IOException.class);
  }

  private static RecordedPbx shipped() throws IOException {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return RecordedPbx.start(RecordedSession.shipped(), 0, FAST, clock);
  }

  private static Socket connect(RecordedPbx pbx) throws IOException {
    return new Socket(pbx.settings().host(), pbx.settings().port());
  }

  private static String login(RecordedPbx pbx, String events) {
    return "Action: Login\r\nUsername: switchhook\r\nSecret: "
        + pbx.settings().secret().reveal()
        + "\r\nEvents: "
        + events
        + "\r\n\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Everything until the other side closes. */
  private static String receive(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static long occurrences(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}
