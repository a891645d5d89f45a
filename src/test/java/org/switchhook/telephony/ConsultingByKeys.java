package org.switchhook.telephony;

import java.util.List;
import org.switchhook.telephony.signal.Channel;

/**
 * {@code *2 1101}: the phone asks through a Local channel that Asterisk makes. Its near half is
 * bridged with who asks, its far half dials who is asked.
 */
final class ConsultingByKeys extends Consulting {

  private final Leg near;
  private final Leg far;
  private final RungPhone target;
  private final Plot second;
  private int attempt;

  ConsultingByKeys(Talking talking) {
    super(talking);
    List<Leg> halves = board.local(number, "phones", by);
    this.near = halves.get(0);
    this.far = halves.get(1);
    this.target = RungPhone.at(number, null, board, by);
    this.second = story.plotOf(far);
  }

  void play() {
    holds();
    asks();
    board.pass(400, 3_000);
    int what = story.random.nextInt(6);
    if (what == 0) {
      refused();
    } else if (what == 1) {
      cancelled();
    } else if (what == 2) {
      blonde();
    } else {
      answers();
      answered(second, attempt, target);
      board.pass(500, 4_000);
      asked(story.random.nextInt(6));
    }
  }

  private void asks() {
    board.created(near, Channel.DOWN);
    board.created(far, Channel.RING);
    board.callerId(far, by.number, null);
    second.received("internal dialled consult");
    attempt = second.rings(target.who, null);
    board.meanwhile(
        () -> {
          target.made();
          board.dialBegin(far, target.channel());
          target.rings();
          board.ringing(near);
        });
    String consult = board.newBridge();
    board.enter(near, consult);
    moves(by, consult);
  }

  private void moves(Leg leg, String bridge) {
    board.exit(leg);
    board.enter(leg, bridge);
  }

  /** As in {@code attended_refused.ami}. */
  private void refused() {
    targetRefuses();
    board.exit(near);
    moves(by, talking.bridge);
    board.meanwhile(() -> board.hangup(near, 17));
    second.rejected(attempt, "rejected");
    second.over("system", false, board.now());
    resumes();
  }

  private void targetRefuses() {
    board.requestHangup(target.channel(), 17);
    board.dialEnd(far, target.channel(), "BUSY");
    board.meanwhile(() -> board.hangup(target.channel(), 17));
    board.requestHangup(near, 17);
    board.hangup(far, 17);
  }

  /** {@code *1} while it rings. */
  private void cancelled() {
    moves(by, talking.bridge);
    board.meanwhile(this::targetIsGivenUp);
    second.rejected(attempt, "withdrawn");
    second.over("system", false, board.now());
    resumes();
  }

  private void targetIsGivenUp() {
    board.exit(near);
    board.requestHangup(far, 16);
    board.dialEnd(far, target.channel(), "CANCEL");
    board.hangup(far, 16);
    board.hangup(target.channel(), 16);
    board.hangup(near, 16);
  }

  private void answers() {
    String inside = board.newBridge();
    board.up(target.channel());
    board.dialEnd(far, target.channel(), "ANSWER");
    board.meanwhile(
        () -> {
          board.up(near);
          board.dialEnd(null, near, "ANSWER");
        });
    board.up(far);
    board.enter(target.channel(), inside);
    board.enter(far, inside);
  }

  private void asked(int what) {
    if (what == 0) {
      targetLeaves();
    } else if (what == 1) {
      cancels();
    } else if (what == 2) {
      anchorLeaves();
    } else {
      attended();
    }
  }

  /** As in {@code attended_target_leaves.ami}. */
  private void targetLeaves() {
    second.parts(target.who, board.now());
    board.requestHangup(target.channel(), 16);
    board.exit(target.channel());
    board.meanwhile(() -> board.hangup(target.channel(), 16));
    board.exit(far);
    board.requestHangup(near, 16);
    board.hangup(far, 16);
    board.exit(near);
    moves(by, talking.bridge);
    board.meanwhile(() -> board.hangup(near, 16));
    second.over("callee", false, board.now());
    resumes();
  }

  /** {@code *1}, as in {@code attended_cancelled.ami}. */
  private void cancels() {
    second.parts(target.who, board.now());
    moves(by, talking.bridge);
    board.meanwhile(
        () -> {
          board.exit(near);
          board.requestHangup(far, 16);
          board.exit(far);
          board.hangup(near, 16);
          board.exit(target.channel());
          board.hangup(far, 16);
          board.hangup(target.channel(), 16);
        });
    second.over("caller", false, board.now());
    resumes();
  }

  /** The two others go on alone, as in {@code attended_caller_leaves.ami}. */
  private void anchorLeaves() {
    Leg anchor = story.anchor();
    board.requestHangup(anchor, 16);
    board.exit(anchor);
    first.parts(name(), board.now());
    board.hangup(anchor, 16);
    story.overBy(anchor, true);
    String consult = String.valueOf(near.bridge);
    LocalChannel.optimise(board, near, far, target.channel(), consult);
    board.pass(300, 2_000);
    board.requestHangup(by, 16);
    board.exit(by);
    second.parts(target.who, board.now());
    target.goes();
    board.hangup(by, 16);
    second.over("caller", false, board.now());
  }

  /** Who asked hangs up, as in {@code attended_keys.ami}. */
  private void attended() {
    second.parts(target.who, board.now());
    leaves("attended");
    second.over("system", false, board.now());
    board.hangup(by, 16);
    Talking next = new Talking(story, target, null, talking.bridge);
    board.pass(300, 600);
    LocalChannel.optimise(board, near, far, target.channel(), talking.bridge);
    next.goOn();
  }

  private void leaves(String how) {
    board.requestHangup(by, 16);
    boolean first = board.either();
    if (first) {
      board.exit(by);
    }
    moves(near, talking.bridge);
    if (!first) {
      board.exit(by);
    }
    handedOver(how, target, by);
  }

  /** Who asked hangs up while it rings, as in {@code blonde.ami}. */
  private void blonde() {
    leaves("blonde");
    int anew = ringsForAnchor(second, attempt, target);
    board.pass(300, 2_000);
    int what = story.random.nextInt(4);
    if (what == 0) {
      targetRefuses();
      board.exit(near);
      board.hangup(near, 17);
      first.rejected(anew, "rejected");
      recalled();
    } else if (what == 1) {
      targetIsGivenUp();
      first.rejected(anew, "withdrawn");
      recalled();
    } else {
      answers();
      first.accepted(anew);
      Talking next = new Talking(story, target, null, talking.bridge);
      board.hangup(by, 16);
      board.flush();
      LocalChannel.optimise(board, near, far, target.channel(), talking.bridge);
      next.goOn();
    }
  }

  /** Who asked is rung again, as in {@code blonde_refused.ami} and {@code blonde_recall.ami}. */
  private void recalled() {
    RungPhone again = RungPhone.at(by.number, null, board, by);
    again.made();
    board.meanwhile(again::rings);
    board.dialBegin(null, again.channel());
    int last = first.rings(again.who, null);
    board.pass(300, 2_000);
    again.answers();
    board.dialEnd(null, again.channel(), "ANSWER");
    first.accepted(last);
    board.enter(again.channel(), talking.bridge);
    Talking next = new Talking(story, again, null, talking.bridge);
    board.hangup(by, 16);
    next.goOn();
  }
}
