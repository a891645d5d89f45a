package org.switchhook.telephony;

/** What Asterisk does with the halves of a Local channel. */
final class LocalChannel {

  private LocalChannel() {}

  /**
   * It is taken out: {@code behind}, who is bridged with its far half, moves to where the near half
   * is.
   */
  static void optimise(Switchboard board, Leg near, Leg far, Leg behind, String bridge) {
    board.exit(behind);
    board.exit(near);
    board.enter(behind, bridge);
    if (board.either()) {
      board.requestHangup(far, 16);
      board.hangup(near, 16);
      board.exit(far);
      board.hangup(far, 16);
    } else {
      board.exit(far);
      board.requestHangup(near, 16);
      board.hangup(far, 16);
      board.hangup(near, 16);
    }
  }
}
