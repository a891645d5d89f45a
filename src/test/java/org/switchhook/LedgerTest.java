package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.asterisk.log.Cdr;
import org.switchhook.event.Event;
import org.switchhook.webhook.EventJson;

/** Who judges is judged: whatever is falsified in a ledger that was right is noticed. */
class LedgerTest {

  /** Two who were connected; one who was not, a ring in vain, and a call without a queue. */
  private static final List<String> RECORDINGS = List.of("two_waiting", "member_busy");

  private final List<Posted> posts = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Cdr> cdrs = new ArrayList<>();

  @BeforeEach
  void aRightOne() {
    for (String name : RECORDINGS) {
      Path recording = Transcripts.TRANSCRIPTS.resolve("22.10").resolve(name + ".ami");
      Transcripts.replay(recording).stream()
          .map(LedgerTest::posted)
          .filter(posted -> posted.event().startsWith("call."))
          .forEach(posts::add);
      lines.addAll(Ledger.lines(AuditedStories.queueLog(recording)));
      cdrs.addAll(AuditedStories.cdrs(AuditedStories.cdr(recording)));
    }
  }

  @Test
  void whatIsRightIsRightAlsoInAnotherOrderAndRepeated() {
    posts.add(0, posts.remove(posts.size() - 1));
    posts.add(posts.get(3));
    Ledger ledger = ledger();

    ledger.assertNothingLostNothingTwice();
    assertThat(ledger.calls()).isEqualTo(4);
    assertThat(ledger.mix())
        .containsExactly("abandoned", "connected", "ended by caller", "joined", "rang in vain");
  }

  @Test
  void whatBeganEarlierIsLeftOut() {
    assertThat(ledgerSince(Instant.ofEpochSecond(1795337023)).calls()).isOne();
  }

  @Test
  void anEventIsLost() {
    posts.remove(first("call.accepted"));
    assertNoticed("numbers have no hole", "is in queue_log and was not told");
  }

  @Test
  void theLastEventIsLost() {
    posts.remove(first("call.closed"));
    assertNoticed("closed");
  }

  @Test
  void aCallIsLost() {
    String call = first("call.queued").call();
    posts.removeIf(posted -> posted.call().equals(call));
    assertNoticed(call, "is in Asterisk's books and was not told", "|CONNECT|2|");
  }

  @Test
  void aCallIsInvented() {
    String call = first("call.queued").call();
    lines.removeIf(line -> line.contains(call));
    cdrs.removeIf(cdr -> call.equals(cdr.uniqueid()));
    assertNoticed(call, "was told and is not in the CDR", "was told and is not in queue_log");
  }

  @Test
  void anIdComesWithAnotherBody() {
    posts.add(changed(first("call.ended"), body -> body.replace("\"holdMs\":0", "\"holdMs\":7")));
    assertNoticed("one id, two bodies", "\"holdMs\":7");
  }

  @Test
  void anEndIsToldTwice() {
    Posted closed = first("call.closed");
    long next = closed.sequence() + 1;
    String body = closed.body().replaceFirst("\"sequence\":\\d+", "\"sequence\":" + next);
    posts.add(new Posted(Premises.ALL, "call.closed", "evt_other", body, Instant.EPOCH));
    assertNoticed("closed");
  }

  @Test
  void anotherAgentAnswered() {
    alterLine("|CONNECT|", line -> line.replace("Agent 1001", "Agent 1002"));
    assertNoticed("is in queue_log and was not told: ", "was told and is not in queue_log: ");
  }

  @Test
  void aRingInVainIsInvented() {
    lines.removeIf(line -> line.contains("|RINGNOANSWER|"));
    assertNoticed("was told and is not in queue_log: ", "rang in vain Agent 1003");
  }

  @Test
  void aRingInVainIsLost() {
    lines.addAll(lines.stream().filter(line -> line.contains("|RINGNOANSWER|")).toList());
    assertNoticed("is in queue_log and was not told: ", "rang in vain Agent 1003");
  }

  @Test
  void itWasLeftOtherwise() {
    alterLine("|ABANDON|", line -> line.replace("ABANDON", "EXITWITHTIMEOUT"));
    assertNoticed("insistent timeout", "insistent abandoned");
  }

  @Test
  void theTimeIsNotThatOfQueueLog() {
    alterLine("|CONNECT|", line -> line.replace("1795336777|", "1795336773|"));
    assertNoticed("connected Agent 1001", "is in queue_log at 2026-11-22T08:39:33Z");
  }

  @Test
  void theTimesAreNotThoseOfTheCdr() {
    Cdr right = cdrs.remove(0);
    Duration late = Duration.ofSeconds(4);
    cdrs.add(
        new Cdr(
            right.uniqueid(),
            right.linkedid(),
            right.channel(),
            right.caller(),
            right.destination(),
            right.context(),
            right.destinationChannel(),
            right.application(),
            new Cdr.Times(
                right.start().minus(late), right.times().answer(), right.end().plus(late)),
            right.disposition(),
            right.line()));
    assertNoticed("call.received at", "call.ended at", "and in the CDR 2026-");
  }

  private void assertNoticed(String... said) {
    assertThatThrownBy(() -> ledger().assertNothingLostNothingTwice())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("1 of 4 calls differ; the first of them:")
        .hasMessageContainingAll(said);
  }

  private Posted first(String event) {
    return posts.stream().filter(posted -> posted.event().equals(event)).findFirst().orElseThrow();
  }

  private static Posted changed(Posted posted, UnaryOperator<String> change) {
    return new Posted(
        posted.path(), posted.event(), posted.id(), change.apply(posted.body()), posted.at());
  }

  private void alterLine(String with, UnaryOperator<String> change) {
    Predicate<String> meant = line -> line.contains(with);
    int at = lines.indexOf(lines.stream().filter(meant).findFirst().orElseThrow());
    lines.set(at, change.apply(lines.get(at)));
  }

  private static Posted posted(Event event) {
    return new Posted(
        Premises.ALL, event.type().wireName(), event.id(), EventJson.text(event), Instant.EPOCH);
  }

  private Ledger ledger() {
    return ledgerSince(Instant.EPOCH);
  }

  private Ledger ledgerSince(Instant since) {
    return new Ledger(since, posts, lines, cdrs);
  }
}
