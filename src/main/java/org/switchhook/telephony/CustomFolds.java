package org.switchhook.telephony;

import org.switchhook.telephony.signal.DataSignal.Emitted;

/** What somebody else than the PBX tells of a call, in words of its own. */
final class CustomFolds {

  private CustomFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch.on(Emitted.class, CustomFolds::emitted);
  }

  /** Of a call that is up: what comes behind its end is of nobody any more. */
  private static void emitted(Pbx pbx, Emitted signal, Moment now) {
    String uniqueid = DispositionFolds.callOfId(pbx, signal.call());
    Call call = uniqueid == null ? null : pbx.calls.get(uniqueid);
    if (call != null) {
      call.remark(now, new Remark(now.time(), signal.name(), signal.data()));
    }
  }
}
