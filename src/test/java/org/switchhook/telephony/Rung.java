package org.switchhook.telephony;

import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Member;

/**
 * Somebody whom Dial() or Queue() rings: how the channels that it takes come, answer and go. All
 * say what they do to a {@link Switchboard}.
 */
abstract class Rung {

  final Switchboard board;

  /** As the story names this party. */
  final String who;

  /** As what a queue rings it; absent where the dialplan does. */
  final @Nullable Member member;

  Rung(Switchboard board, String who, @Nullable Member member) {
    this.board = board;
    this.who = who;
    this.member = member;
  }

  /** The channel that the dialler rings. */
  abstract Leg channel();

  /** The channel of the phone itself. */
  abstract Leg phone();

  /** The channels come into being. */
  abstract void made();

  /** What the threads of those channels say once they are dialled. */
  abstract void rings();

  /** It is picked up, up to the word of the dialler's own. */
  abstract void answers();

  /** The dialler hangs up what it rings. */
  abstract void stops(int cause);

  /** It joins the dialler in a bridge, where both are then. */
  abstract void joins(String bridge, Leg dialler);

  /** The other side has hung up. */
  abstract void goes();

  /** It hangs up first; {@code after} is what the other side says then. */
  abstract void hangsUp(Runnable after);

  /** Nobody answers, nobody refuses: it only can be picked up. */
  boolean alwaysAnswers() {
    return false;
  }

  /** Its phone can hand the call over, as the channel that talks is the phone's own. */
  boolean canTransfer() {
    return true;
  }

  /** Each by its own thread; a Local channel may be taken out when both are in. */
  final void enterBoth(String bridge, Leg dialler) {
    Leg rung = channel();
    board.meanwhile(() -> board.enter(rung, bridge));
    board.enter(dialler, bridge);
    board.flush();
  }
}
