package org.switchhook.telephony;

import java.util.List;
import org.switchhook.telephony.signal.Channel;

/**
 * An agent of app_agent_pool: the phone is connected since AgentLogin and stays so, and the Local
 * channel that the queue rings is answered by AgentRequest() at once.
 */
final class RungPoolAgent extends Rung {

  private final Leg one;
  private final Leg two;
  private final PoolSession session;
  private final String inside;

  RungPoolAgent(PoolSession session, Switchboard board, Leg dialler) {
    super(board, String.valueOf(session.member().stateInterface()), session.member());
    List<Leg> halves = board.local(session.leg().number, "agentpool", dialler);
    this.one = halves.get(0);
    this.two = halves.get(1);
    this.session = session;
    this.inside = board.newBridge();
  }

  @Override
  Leg channel() {
    return one;
  }

  @Override
  Leg phone() {
    return session.leg();
  }

  @Override
  boolean alwaysAnswers() {
    return true;
  }

  @Override
  boolean canTransfer() {
    return false; // Not played here: the phone would leave the pool with it.
  }

  @Override
  void made() {
    board.created(one, Channel.DOWN);
    board.created(two, Channel.RING);
    board.callerId(one, "7000", null);
    board.callerId(two, "5550", "Somebody");
  }

  @Override
  void rings() {
    board.enter(two, inside);
    board.ringing(one);
  }

  @Override
  void answers() {
    board.exit(session.leg());
    board.enter(session.leg(), inside);
    board.meanwhile(() -> board.up(two));
    board.up(one);
    board.callerId(one, session.leg().number, null);
  }

  @Override
  void stops(int cause) {
    throw new IllegalStateException("who always answers is not given up");
  }

  @Override
  void joins(String bridge, Leg dialler) {
    enterBoth(bridge, dialler);
    LocalChannel.optimise(board, one, two, session.leg(), bridge);
  }

  @Override
  void goes() {
    board.meanwhile(() -> board.exit(session.leg())); // Back into the pool's holding bridge.
  }

  @Override
  void hangsUp(Runnable after) {
    session.hangsUp(after);
  }
}
