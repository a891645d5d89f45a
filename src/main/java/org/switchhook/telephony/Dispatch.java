package org.switchhook.telephony;

import java.util.HashMap;
import java.util.Map;
import org.switchhook.telephony.signal.Signal;

/** What is done with each type of signal, as a table. */
final class Dispatch {

  private final Map<Class<? extends Signal>, Fold<Signal>> folds = new HashMap<>();

  /** Folds a signal of one type into a PBX. */
  interface Fold<S extends Signal> {
    void fold(Pbx pbx, S signal, Moment now);
  }

  <S extends Signal> Dispatch on(Class<S> type, Fold<? super S> fold) {
    folds.put(type, (pbx, signal, now) -> fold.fold(pbx, type.cast(signal), now));
    return this;
  }

  void fold(Pbx pbx, Signal signal, Moment now) {
    Fold<Signal> fold = folds.get(signal.getClass());
    if (fold != null) {
      fold.fold(pbx, signal, now);
    }
  }
}
