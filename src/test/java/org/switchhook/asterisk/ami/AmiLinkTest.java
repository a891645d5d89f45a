package org.switchhook.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;
import org.switchhook.event.GapCause;
import org.switchhook.telephony.signal.BridgeSignal;
import org.switchhook.telephony.signal.MemberSignal;
import org.switchhook.telephony.signal.QueueSignal;
import org.switchhook.telephony.signal.ResyncSignal;
import org.switchhook.telephony.signal.Signal;

@Timeout(20)
class AmiLinkTest {

  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
  private static final LinkTimes TIMES =
      new LinkTimes(
          Duration.ofMillis(300),
          Duration.ofSeconds(1),
          Duration.ofMillis(40),
          Duration.ofMillis(200));
  private static final String MEMBER =
      "Event: QueueMember\r\nQueue: sales\r\nName: Ana\r\nLocation: PJSIP/1001\r\n";

  private final List<Signal> signals = new CopyOnWriteArrayList<>();
  private AutoCloseable opened = () -> {};

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  @Test
  void logsInByChallengeAndListsTheMembers() throws Exception {
    try (ScriptedPbx pbx = new ScriptedPbx(AmiLinkTest::withMember)) {
      AmiLink link = start(pbx.port(), TIMES);
      await(() -> heard(MemberSignal.Listed.class) > 0);

      assertThat(pbx.asked())
          .startsWith("Challenge", "Login", "QueueStatus", "BridgeList", "CoreShowChannels");
      // md5 of the challenge and the secret, by md5sum
      assertThat(pbx.asked("Login"))
          .containsEntry("Username", "switchhook")
          .containsEntry("Key", "d7994fd8cd10e2224514d095d0fd3f7b")
          .containsEntry("Events", "system,call,agent,user,dialplan")
          .doesNotContainKey("Secret");
      assertThat(signals.get(0)).isEqualTo(new BridgeSignal.Connected("pbx1", NOW, "11.0.0", null));
      assertThat(signals.get(1)).isInstanceOf(MemberSignal.Listed.class);
      assertThat(link.isConnected()).isTrue();
      assertThat(link.problem()).isNull();
    }
  }

  @Test
  void aPbxThatIsStillBootingIsAskedAgainWhenItHasBooted() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    ScriptedPbx.Script booting =
        action ->
            switch (action.getOrDefault("Action", "")) {
              case "Login" -> ScriptedPbx.response(action, "Success", "Message: accepted");
              case "QueueStatus" -> {
                refused.countDown();
                yield ScriptedPbx.response(action, "Error", "Message: Invalid/unknown command");
              }
              default -> ScriptedPbx.healthy(action);
            };
    // Its clock is not the bridge's, whose story this is a part of.
    String booted = ScriptedPbx.BOOTED.replace("all\r\n", "all\r\nTimestamp: 1.000000\r\n");
    try (ScriptedPbx pbx = new ScriptedPbx(booting)) {
      start(pbx.port(), TIMES);
      refused.await();
      pbx.script(
          action ->
              "Ping".equals(action.get("Action"))
                  ? booted + withMember(action)
                  : withMember(action));
      await(() -> heard(MemberSignal.Listed.class) > 0);

      assertThat(signals.get(0)).isEqualTo(new BridgeSignal.Connected("pbx1", NOW, "11.0.0", null));
      assertThat(signals.get(1)).isInstanceOf(MemberSignal.Listed.class);
    }
  }

  @Test
  void aUserWithoutTheRightToReadSystemStillHears() throws Exception {
    ScriptedPbx.Script noSystem =
        action ->
            "Login".equals(action.get("Action"))
                ? ScriptedPbx.response(action, "Success", "Message: accepted")
                : withMember(action);
    try (ScriptedPbx pbx = new ScriptedPbx(noSystem)) {
      start(pbx.port(), TIMES);
      await(() -> heard(MemberSignal.Listed.class) > 0);

      assertThat(signals.get(0)).isInstanceOf(BridgeSignal.Connected.class);
    }
  }

  @Test
  void aRefusedLoginIsTriedAgainLessAndLessOften() throws Exception {
    ScriptedPbx.Script refusing =
        action ->
            "Login".equals(action.get("Action"))
                ? ScriptedPbx.response(action, "Error", "Message: Authentication failed")
                : ScriptedPbx.healthy(action);
    try (ScriptedPbx pbx = new ScriptedPbx(refusing)) {
      long begun = System.nanoTime();
      AmiLink link = start(pbx.port(), TIMES);
      await(() -> pbx.clients() == 5);

      // The pauses are at least the halves of 40, 80, 160 and 200 ms.
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(235));
      assertThat(link.problem())
          .contains("switchhook", "Authentication failed")
          .doesNotContain("s3cret");
      assertThat(signals).isEmpty();
    }
  }

  @Test
  void comesBackAfterTheConnectionIsLost() throws Exception {
    try (ScriptedPbx pbx = new ScriptedPbx(AmiLinkTest::withMember)) {
      start(pbx.port(), TIMES);
      await(() -> heard(BridgeSignal.Connected.class) == 1);
      pbx.hangUp();
      await(() -> heard(BridgeSignal.Connected.class) == 2);

      assertThat(signals).contains(disconnected(GapCause.CONNECTION_LOST));
    }
  }

  @Test
  void waitsForAPbxThatIsNotThereYet() throws Exception {
    ServerSocket reserved = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    int port = reserved.getLocalPort();
    reserved.close();
    AmiLink link = start(port, TIMES);
    await(() -> link.problem() != null);
    assertThat(link.problem()).contains("refused");

    try (ScriptedPbx pbx =
        new ScriptedPbx(
            new ServerSocket(port, 8, InetAddress.getLoopbackAddress()), ScriptedPbx::healthy)) {
      await(() -> pbx.clients() > 0 && link.isConnected());
    }
  }

  @Test
  void aSilentPbxIsDeadAndAnAnsweringOneIsNot() throws Exception {
    try (ScriptedPbx pbx = new ScriptedPbx(ScriptedPbx::healthy)) {
      start(pbx.port(), TIMES);
      await(() -> pbx.asked().stream().filter("Ping"::equals).count() >= 6);
      assertThat(pbx.clients()).isEqualTo(1);

      pbx.script(action -> "Ping".equals(action.get("Action")) ? "" : ScriptedPbx.healthy(action));
      await(() -> pbx.clients() == 2);
      assertThat(signals).contains(disconnected(GapCause.SILENCE));
    }
  }

  private static Signal disconnected(GapCause cause) {
    return new BridgeSignal.Disconnected("pbx1", NOW, cause);
  }

  @Test
  void anErrorIsASignOfLifeToo() throws Exception {
    ScriptedPbx.Script stopping =
        action ->
            "Ping".equals(action.get("Action"))
                ? ScriptedPbx.response(action, "Error", "Message: Asterisk is shutting down")
                : ScriptedPbx.healthy(action);
    try (ScriptedPbx pbx = new ScriptedPbx(stopping)) {
      start(pbx.port(), TIMES);
      await(() -> pbx.asked().stream().filter("Ping"::equals).count() >= 6);

      assertThat(pbx.clients()).isEqualTo(1);
    }
  }

  @Test
  void whatWasReadIsTakenBeforeTheLinkIsClosed() throws Exception {
    CountDownLatch taking = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    String joins = join(1) + join(2) + join(3);
    ScriptedPbx.Script busy =
        action -> "-".equals(action.get("Queue")) ? joins : ScriptedPbx.healthy(action);
    try (ScriptedPbx pbx = new ScriptedPbx(busy)) {
      AmiLink link =
          new AmiLink(
              settings(pbx.port()),
              TIMES,
              signal -> {
                if (signal instanceof QueueSignal.Joined) {
                  taking.countDown();
                  go.await();
                }
                signals.add(signal);
              },
              () -> NOW);
      link.start();
      taking.await();
      Thread closing = new Thread(link::close);
      closing.start();
      go.countDown();
      closing.join();

      assertThat(signals).hasSize(4);
    }
  }

  /** What is heard waits for the lists, and must not wait for ever. */
  @Test
  void listsThatDoNotComeAreDoneWithout() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    try (ScriptedPbx pbx = new ScriptedPbx(ScriptedPbx::healthy);
        AmiLink link = new AmiLink(settings(pbx.port()), TIMES, signals::add, now::get)) {
      link.start();
      await(() -> heard(BridgeSignal.Connected.class) == 1);
      assertThat(heard(ResyncSignal.AllShown.class)).isZero();
      Instant late = NOW.plusSeconds(31);
      now.set(late);
      await(() -> heard(ResyncSignal.AllShown.class) == 1);

      assertThat(signals).contains(new ResyncSignal.AllShown("pbx1", late, false));
    }
  }

  @Test
  void closesAtOnceWhileItWaits() throws Exception {
    AmiLink link = start(1, LinkTimes.STANDARD);
    await(() -> link.problem() != null);
    long begun = System.nanoTime();
    link.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }

  private static String join(int position) {
    return """
        Event: QueueCallerJoin
        Channel: a
        ChannelState: 6
        Uniqueid: u
        Linkedid: u
        Queue: sales
        Position: %d
        Count: 3

        """
        .formatted(position);
  }

  private static String withMember(Map<String, String> action) {
    String answer = ScriptedPbx.healthy(action);
    if (!"QueueStatus".equals(action.get("Action"))) {
      return answer;
    }
    String id = "ActionID: " + action.get("ActionID") + "\r\n";
    return answer + MEMBER + id + "\r\nEvent: QueueStatusComplete\r\n" + id + "\r\n";
  }

  private AmiLink start(int port, LinkTimes times) {
    AmiLink link = new AmiLink(settings(port), times, signals::add, () -> NOW);
    opened = link;
    link.start();
    return link;
  }

  private static PbxSettings settings(int port) {
    return new PbxSettings(
        "pbx1", "127.0.0.1", port, false, null, "switchhook", new Secret("s3cret"));
  }

  private long heard(Class<? extends Signal> type) {
    return signals.stream().filter(type::isInstance).count();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.sleep(2);
    }
  }
}
