package org.switchhook.telephony;

import org.switchhook.telephony.signal.ChannelSignal.VariableSet;

/** What the dialplan says by channel variables. */
final class VariableFolds {

  private static final String DATA = "SWITCHHOOK_DATA_";

  private VariableFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch.on(VariableSet.class, VariableFolds::set);
  }

  private static void set(Pbx pbx, VariableSet signal, Moment now) {
    String variable = signal.variable();
    if (variable.equals("QUEUESTATUS")) {
      QueueFolds.status(pbx, signal, now);
      return;
    }
    Call call = pbx.callOf(signal.channel());
    if (call == null) {
      return;
    }
    if (variable.equals("SWITCHHOOK_CAMPAIGN")) {
      call.campaign = signal.value().isEmpty() ? null : signal.value();
    } else if (variable.startsWith(DATA)) {
      call.data.set(variable.substring(DATA.length()), signal.value());
    }
  }
}
