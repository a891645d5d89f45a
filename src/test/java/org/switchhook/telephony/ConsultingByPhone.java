package org.switchhook.telephony;

import org.switchhook.telephony.signal.Channel;

/** The phone asks in a second call of its own, and REFERs the one call to the other. */
final class ConsultingByPhone extends Consulting {

  /** The phone's channel in the second call. */
  private final Leg leg;

  private final RungPhone target;
  private final Plot second;
  private int attempt;

  ConsultingByPhone(Talking talking) {
    super(talking);
    this.leg = board.leg("PJSIP/" + by.number, by.number, null, "phones", number);
    this.target = RungPhone.at(number, null, board, leg);
    this.second = story.plotOf(leg);
  }

  void play() {
    holds();
    asks();
    board.pass(400, 3_000);
    int what = story.random.nextInt(6);
    if (what == 0) {
      refused();
    } else if (what < 3) {
      blonde();
    } else {
      answers();
      board.pass(500, 4_000);
      if (what == 3) {
        goesBack();
      } else {
        attended();
      }
    }
  }

  private void asks() {
    board.created(leg, Channel.RING);
    second.received("internal dialled consult");
    target.made();
    board.meanwhile(target::rings);
    board.dialBegin(leg, target.channel());
    attempt = second.rings(target.who, null);
  }

  /** As in {@code direct_reject.ami}. */
  private void refused() {
    board.requestHangup(target.channel(), 17);
    board.dialEnd(leg, target.channel(), "BUSY");
    board.hangup(target.channel(), 17);
    board.hangup(leg, 17);
    second.rejected(attempt, "rejected");
    second.over("system", false, board.now());
    board.pass(100, 1_000);
    resumes();
  }

  private void answers() {
    String consult = board.newBridge();
    target.answers();
    board.dialEnd(leg, target.channel(), "ANSWER");
    answered(second, attempt, target);
    board.up(leg);
    board.enter(target.channel(), consult);
    board.enter(leg, consult);
  }

  /** As in {@code attended_refer_back.ami}. */
  private void goesBack() {
    second.parts(target.who, board.now());
    board.requestHangup(leg, 16);
    board.exit(leg);
    target.goes();
    board.hangup(leg, 16);
    second.over("caller", false, board.now());
    board.pass(100, 1_000);
    resumes();
  }

  /** Who was asked takes the phone's place, as in {@code attended_refer.ami}. */
  private void attended() {
    second.parts(target.who, board.now());
    board.unhold(by);
    board.unhold(leg);
    board.exit(target.channel());
    board.exit(by);
    board.enter(target.channel(), talking.bridge);
    handedOver("attended", target, leg);
    second.over("system", false, board.now());
    Talking next = new Talking(story, target, null, talking.bridge);
    board.meanwhile(() -> board.hangup(by, 16));
    board.exit(leg);
    board.hangup(leg, 16);
    next.goOn();
  }

  /** The anchor takes over the second call's Dial(), as in {@code blonde_refer.ami}. */
  private void blonde() {
    Leg anchor = story.anchor();
    board.unhold(by);
    board.exit(anchor);
    board.exit(by);
    handedOver("blonde", target, leg);
    int anew = ringsForAnchor(second, attempt, target);
    board.meanwhile(() -> board.hangup(by, 16));
    board.hangup(leg, 16);
    board.pass(300, 2_000);
    if (story.once(3)) {
      board.dialEnd(anchor, target.channel(), "NOANSWER");
      target.stops(0);
      first.rejected(anew, "no_answer");
      return;
    }
    target.answers();
    board.dialEnd(anchor, target.channel(), "ANSWER");
    first.accepted(anew);
    new Talking(story, target, null).talk();
  }
}
