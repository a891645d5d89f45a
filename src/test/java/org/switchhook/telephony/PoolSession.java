package org.switchhook.telephony;

import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.Member;

/** An agent of app_agent_pool, from AgentLogin to AgentLogoff: one channel, many calls. */
final class PoolSession {

  private final Switchboard board;
  private final Member member;
  private final Leg leg;
  private boolean ended;

  /** The agent's phone is rung by Originate, and dials AgentLogin. */
  PoolSession(RandomStory story) {
    board = story.board;
    member = story.staff.poolAgent();
    leg =
        board.leg("PJSIP/" + story.staff.poolPhone(), story.staff.poolPhone(), null, "phones", "s");
    board.created(leg, Channel.DOWN);
    board.dialBegin(null, leg);
    board.ringing(leg);
    board.pass(300, 2_000);
    board.up(leg);
    board.dialEnd(null, leg, "ANSWER");
    board.login(leg, agent());
    board.pass(500, 5_000);
  }

  private String agent() {
    return leg.number;
  }

  Member member() {
    return member;
  }

  /** The agent is rung for whoever is in the dialplan. */
  Rung rung(Leg dialler) {
    return new RungPoolAgent(this, board, dialler);
  }

  Leg leg() {
    return leg;
  }

  boolean isOpen() {
    return !ended;
  }

  /** The agent hangs up the phone, in a call perhaps; {@code after} is what the other side says. */
  void hangsUp(Runnable after) {
    ended = true;
    board.requestHangup(leg, 16);
    board.exit(leg);
    board.meanwhile(after);
    board.logoff(leg, agent());
    board.hangup(leg, 16);
  }
}
