package org.switchhook.telephony;

import java.time.Duration;

/** Somebody holds the anchor and asks a third one, who takes the anchor over, or does not. */
abstract class Consulting {

  final Talking talking;
  final RandomStory story;
  final Switchboard board;

  /** Of the call that is held. */
  final Plot first;

  /** Who asks. */
  final Leg by;

  /** Who is asked. */
  final String number;

  Consulting(Talking talking) {
    this.talking = talking;
    this.story = talking.story;
    this.board = talking.board;
    this.first = story.plot();
    this.by = talking.other.phone();
    this.number = story.staff.phone();
  }

  final String name() {
    return talking.other.who;
  }

  final void holds() {
    if (!first.isHeldBy(name())) {
      board.hold(by);
      first.held(name(), board.now());
    }
    board.pass(100, 300);
  }

  /** The two of the first call go on. */
  final void resumes() {
    board.unhold(by);
    first.resumed(name(), board.now());
    talking.goOn();
  }

  final void answered(Plot second, int attempt, Rung target) {
    second.accepted(attempt);
    second.talks(target.who, Duration.ZERO, board.now());
  }

  final void handedOver(String how, Rung target, Leg transferring) {
    board.attended(by, transferring);
    first.parts(name(), board.now());
    first.transferred(how, name(), target.who);
  }

  /** Who is asked is still rung, for the anchor from now on; gives the number of that attempt. */
  final int ringsForAnchor(Plot second, int attempt, Rung target) {
    second.rejected(attempt, "withdrawn");
    second.over("system", false, board.now());
    return first.rings(target.who, null);
  }
}
