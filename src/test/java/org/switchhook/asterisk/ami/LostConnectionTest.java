package org.switchhook.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;
import org.switchhook.event.GapCause;
import org.switchhook.telephony.signal.BridgeSignal.Connected;
import org.switchhook.telephony.signal.BridgeSignal.Disconnected;
import org.switchhook.telephony.signal.QueueSignal;
import org.switchhook.telephony.signal.Signal;

/** What is told when a connection is lost, and how soon it is back. */
@Timeout(60)
class LostConnectionTest {

  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
  private static final LinkTimes QUICK =
      new LinkTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMillis(40),
          Duration.ofMillis(200));
  private static final String JOIN =
      """
      Event: QueueCallerJoin
      Channel: a
      ChannelState: 6
      Uniqueid: u
      Linkedid: u
      Queue: sales
      Position: 1
      Count: 3

      """;

  private final Sink sink = new Sink();
  private AmiLink link = new AmiLink(settings(1), QUICK, sink, () -> NOW);

  /** Takes all, as long as it has room; of the bridge's own signals also where it has none. */
  private static final class Sink implements SignalSink {
    private final List<Signal> signals = new CopyOnWriteArrayList<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile boolean full;
    private volatile boolean fullForAll;
    private volatile boolean slow;

    @Override
    public void accept(Signal signal) throws InterruptedException {
      boolean heard = signal instanceof QueueSignal;
      if (fullForAll || (full && heard)) {
        throw new NoRoomException();
      }
      if (slow && heard) {
        go.await();
      }
      signals.add(signal);
    }

    @Override
    public boolean hasRoom() {
      return !full && !fullForAll;
    }

    private List<Signal> ofTheBridge() {
      return signals.stream().filter(s -> !(s instanceof QueueSignal)).toList();
    }
  }

  @AfterEach
  void close() {
    link.close();
  }

  /** A quarter of the standard times: noticed within 15 s, back within 5 s of the repair. */
  @Test
  void aBlackHoleIsNoticedAndItsRepairToo() throws Exception {
    LinkTimes standard = LinkTimes.STANDARD;
    LinkTimes quarter =
        new LinkTimes(
            standard.silence().dividedBy(4),
            standard.login().dividedBy(4),
            standard.retry().dividedBy(4),
            standard.refusedRetry());
    try (ScriptedPbx pbx = new ScriptedPbx(ScriptedPbx::healthy);
        StallingProxy network = new StallingProxy(pbx.port())) {
      start(network.port(), quarter);
      await(() -> sink.signals.size() == 1);
      for (int i = 1; i <= 3; i++) {
        int told = 2 * i;
        network.stall();
        long stalled = System.nanoTime();
        await(() -> sink.signals.size() == told);
        assertThat(since(stalled)).isLessThan(Duration.ofSeconds(15).dividedBy(4));
        awaitAttempts(pbx, i);
        network.repair();
        long repaired = System.nanoTime();
        await(() -> sink.signals.size() == told + 1);
        assertThat(since(repaired)).isLessThan(Duration.ofSeconds(5).dividedBy(4));
      }
      assertThat(sink.signals)
          .containsExactly(
              connected(),
              disconnected(GapCause.SILENCE),
              connected(),
              disconnected(GapCause.SILENCE),
              connected(),
              disconnected(GapCause.SILENCE),
              connected());
    }
  }

  /** It tries while the hole is there, and none of that is told. */
  private void awaitAttempts(ScriptedPbx pbx, int connections) throws InterruptedException {
    await(() -> String.valueOf(link.problem()).contains("no answer before the login"));
    assertThat(pbx.clients()).isEqualTo(connections);
  }

  @Test
  void aReaderThatHadToWaitIsWhyAsteriskHungUp() throws Exception {
    sink.slow = true;
    String much = JOIN.repeat(100_000);
    try (ScriptedPbx pbx = new ScriptedPbx(action -> withMore(action, much))) {
      start(pbx.port(), QUICK);
      await(LostConnectionTest::readerWaits);
      sink.go.countDown();
      await(() -> sink.signals.size() == 100_001);
      pbx.hangUp();
      await(() -> sink.ofTheBridge().size() == 3);
      assertThat(sink.ofTheBridge())
          .containsExactly(connected(), disconnected(GapCause.SLOW_READER), connected());
    }
  }

  /** In {@code put}, which comes after a wait as long as Asterisk's own. */
  private static boolean readerWaits() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(e -> e.getKey().getName().equals("ami-pbx1"))
        .filter(e -> e.getKey().getState() == Thread.State.WAITING)
        .flatMap(e -> List.of(e.getValue()).stream())
        .anyMatch(frame -> frame.getMethodName().equals("handOver"));
  }

  @Test
  void withoutRoomItHangsUpAndComesBackWhenThereIsSome() throws Exception {
    try (ScriptedPbx pbx = new ScriptedPbx(action -> withMore(action, JOIN))) {
      start(pbx.port(), QUICK);
      await(() -> sink.signals.size() == 2);
      sink.full = true;
      pbx.say(JOIN);
      await(() -> sink.signals.size() == 3);
      assertThat(sink.ofTheBridge())
          .containsExactly(connected(), disconnected(GapCause.JOURNAL_FULL));
      await(() -> String.valueOf(link.problem()).contains("no room"));
      assertThat(link.isConnected()).isFalse();
      assertThat(pbx.clients()).isEqualTo(1);

      sink.full = false;
      await(() -> sink.signals.size() == 5);
      assertThat(sink.ofTheBridge())
          .containsExactly(connected(), disconnected(GapCause.JOURNAL_FULL), connected());
    }
  }

  @Test
  void theLossIsToldWhenThereIsRoomForItAndOnce() throws Exception {
    try (ScriptedPbx pbx = new ScriptedPbx(ScriptedPbx::healthy)) {
      start(pbx.port(), QUICK);
      await(() -> sink.signals.size() == 1);
      sink.fullForAll = true;
      pbx.hangUp();
      await(() -> String.valueOf(link.problem()).contains("no room"));
      assertThat(sink.signals).hasSize(1);
      sink.fullForAll = false;
      await(() -> sink.signals.size() == 3);
      assertThat(sink.signals)
          .containsExactly(connected(), disconnected(GapCause.CONNECTION_LOST), connected());
    }
  }

  @Test
  void aConnectionThatWasNeverToldIsNotLost() throws Exception {
    ScriptedPbx.Script stopping =
        action ->
            "Login".equals(action.get("Action"))
                ? ScriptedPbx.response(action, "Error", "Message: Asterisk is shutting down")
                : ScriptedPbx.healthy(action);
    try (ScriptedPbx pbx = new ScriptedPbx(stopping)) {
      start(pbx.port(), QUICK);
      await(() -> pbx.clients() == 3);
      assertThat(sink.signals).isEmpty();
    }
  }

  @Test
  void aLinkThatIsClosedTellsNothing() throws Exception {
    try (ScriptedPbx pbx = new ScriptedPbx(ScriptedPbx::healthy)) {
      start(pbx.port(), QUICK);
      await(() -> sink.signals.size() == 1);
      link.close();
      assertThat(sink.signals).containsExactly(connected());
    }
  }

  @Test
  void itConnectsAnewWhereWhatWasHeardIsLost() throws Exception {
    Instant since = NOW.minusSeconds(60);
    Disconnected damaged = new Disconnected("pbx1", since, GapCause.JOURNAL_DAMAGED);
    try (ScriptedPbx pbx = new ScriptedPbx(ScriptedPbx::healthy)) {
      link = new AmiLink(settings(pbx.port()), QUICK, sink, () -> NOW);
      link.reconnect(since, GapCause.JOURNAL_DAMAGED);
      link.start();
      await(() -> sink.signals.size() == 2);
      link.reconnect(since, GapCause.JOURNAL_DAMAGED);
      await(() -> sink.signals.size() == 4);
      assertThat(sink.signals).containsExactly(damaged, connected(), damaged, connected());
    }
  }

  private void start(int port, LinkTimes times) {
    link = new AmiLink(settings(port), times, sink, () -> NOW);
    link.start();
  }

  private static PbxSettings settings(int port) {
    return new PbxSettings(
        "pbx1", "127.0.0.1", port, false, null, "switchhook", new Secret("s3cret"));
  }

  private static String withMore(Map<String, String> action, String more) {
    String answer = ScriptedPbx.healthy(action);
    return "-".equals(action.get("Queue")) ? answer + more : answer;
  }

  private static Signal connected() {
    return new Connected("pbx1", NOW, "11.0.0", null);
  }

  private static Signal disconnected(GapCause cause) {
    return new Disconnected("pbx1", NOW, cause);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.sleep(2);
    }
  }
}
