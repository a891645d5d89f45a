package org.switchhook.telephony;

import org.switchhook.telephony.signal.SessionSignal.Began;
import org.switchhook.telephony.signal.SessionSignal.Ended;

/**
 * What AgentLogin means: the phone stays connected, and the queues ring it without a new channel.
 */
final class SessionFolds {

  private SessionFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch.on(Began.class, SessionFolds::began).on(Ended.class, SessionFolds::ended);
  }

  /** Who dialled AgentLogin did not call anybody. */
  private static void began(Pbx pbx, Began signal, Moment now) {
    Line line = pbx.lines.of(signal.channel(), now.time());
    pbx.forget(line);
    line.session = true;
    pbx.poolAgent(signal.agent()).beginSession(now);
  }

  private static void ended(Pbx pbx, Ended signal, Moment now) {
    pbx.poolAgent(signal.agent()).endSession(now);
  }
}
