package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.event.CallDetail.Rejected;

/** What a phone that a queue rings can answer; Asterisk 16 and 22 say NOANSWER of all of it. */
class OfferTest {

  private final Floor floor = new Floor();

  /** The cause is Asterisk's for the SIP status. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      SIP | cause | rings | ms    | outcome
      404 | 1     | false | 4     | UNAVAILABLE
      404 | 1     | true  | 400   | UNAVAILABLE
      408 | 18    | false | 4     | UNAVAILABLE
      408 | 18    | true  | 1900  | NO_ANSWER
      480 | 19    | false | 4     | UNAVAILABLE
      480 | 19    | true  | 400   | NO_ANSWER
      480 | 19    | false | 15000 | NO_ANSWER
      486 | 17    | false | 4     | BUSY
      486 | 17    | true  | 400   | REJECTED
      500 | 38    | false | 4     | UNAVAILABLE
      503 | 34    | true  | 400   | UNAVAILABLE
      603 | 21    | false | 4     | REJECTED
      """,
      useHeadersInDisplayName = true)
  void saysHowItWent(int status, int cause, boolean rings, long ms, Outcome outcome) {
    called(rings).after(ms).requestHangup("1001.1", cause);
    notAnswered(cause);
    assertThat(floor.only(Rejected.class).outcome()).isEqualTo(outcome);
    assertThat(floor.only(Rejected.class).ringMs()).isEqualTo(ms);
  }

  /** Dial() rings two; the other's hangup may be said before the answer. */
  @Test
  void whoIsHungUpAsAnotherHasAnsweredWasAnsweredElsewhere() {
    floor.newchannel("c1").dialBegin("c1", "1001.1").dialBegin("c1", "1002.1").after(1000);
    floor.dialEnd("c1", "1001.1", "CANCEL").hangup("1001.1", 26);
    assertThat(floor.only(Rejected.class).outcome()).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
    floor.dialEnd("c1", "1002.1", "ANSWER");
    assertThat(floor.call("c1")).endsWith("rejected(answered_elsewhere) accepted(1002)");
  }

  /** Dial() and Queue() with an option say so too of whom the caller did not wait for. */
  @Test
  void whoIsHungUpAsTheCallerIsGoneWasNotAnsweredElsewhere() {
    floor.newchannel("c1").dialBegin("c1", "1001.1").after(1000).requestHangup("c1");
    floor.dialEnd("c1", "1001.1", "CANCEL").hangup("1001.1", 26);
    assertThat(floor.only(Rejected.class).outcome()).isEqualTo(Outcome.CALLER_ABANDONED);
  }

  @Test
  void whoseRingTimeIsOverDidNotAnswer() {
    called(true).after(3000);
    notAnswered(0);
    assertThat(floor.only(Rejected.class).outcome()).isEqualTo(Outcome.NO_ANSWER);
  }

  /**
   * {@code Dial(Local/1001@members)}, whose ring time is over: the phone's own DialEnd says CANCEL.
   */
  @Test
  void whoIsRungThroughALocalChannelDidNotAnswer() {
    floor.newchannel("c1").newchannel("l1;1").newchannel("l1;2").dialBegin("c1", "l1;1");
    floor.newchannel("1001.1").dialBegin("l1;2", "1001.1").ringing("1001.1").after(3000);
    floor.dialEnd("c1", "l1;1", "NOANSWER").dialEnd("l1;2", "1001.1", "CANCEL");
    floor.hangup("1001.1").hangup("l1;2", 0).hangup("l1;1", 0).hangup("c1");
    assertThat(floor.call("c1"))
        .isEqualTo("received allocated(1001) rejected(no_answer) abandoned(no_answer) closed");
  }

  private Floor called(boolean rings) {
    floor.newchannel("c1").join("c1", "sales").newchannel("1001.1");
    floor.agentCalled("c1", "1001.1", "sales").dialBegin("c1", "1001.1");
    return rings ? floor.ringing("1001.1") : floor;
  }

  private void notAnswered(int cause) {
    floor.dialEnd("c1", "1001.1", "NOANSWER").ringNoAnswer("c1", "1001.1", "sales");
    floor.hangup("1001.1", cause);
  }
}
