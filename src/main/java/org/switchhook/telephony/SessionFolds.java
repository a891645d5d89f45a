package org.switchhook.telephony;

import org.switchhook.telephony.signal.SessionSignal.Login;
import org.switchhook.telephony.signal.SessionSignal.Logoff;

/**
 * What AgentLogin means: the phone stays connected, and the queues ring it without a new channel.
 */
final class SessionFolds {

  private SessionFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch.on(Login.class, SessionFolds::login).on(Logoff.class, SessionFolds::logoff);
  }

  /** Who dialled AgentLogin did not call anybody. */
  private static void login(Pbx pbx, Login signal, Moment now) {
    Line line = pbx.lines.of(signal.channel(), now.time());
    pbx.forget(line);
    line.session = signal.agent();
    pbx.poolAgent(signal.agent()).beginSession(now);
  }

  private static void logoff(Pbx pbx, Logoff signal, Moment now) {
    pbx.poolAgent(signal.agent()).endSession(now);
  }
}
