package org.switchhook.telephony;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.switchhook.telephony.signal.DataSignal.Attached;

/** The data of a call. */
final class Attachments {

  /** A delivery is not repeated behind so many others of its call. */
  private static final int REMEMBERED = 100;

  private final SortedMap<String, String> values = new TreeMap<>();

  /** Who has given some, once and for all. */
  private final Set<String> givers = new LinkedHashSet<>();

  SortedMap<String, String> values() {
    return values;
  }

  /** Empty takes away, as an empty variable is none to a dialplan. */
  void set(String name, String value) {
    if (value.isEmpty()) {
      values.remove(name);
    } else {
      values.put(name, value);
    }
  }

  void take(Attached attached) {
    if (givers.add(attached.by())) {
      attached.data().forEach(this::set);
      if (givers.size() > REMEMBERED) {
        givers.remove(givers.iterator().next());
      }
    }
  }

  /** To a call that is known; what comes behind its end is of no event any more. */
  static void take(Pbx pbx, Attached attached) {
    String uniqueid = DispositionFolds.callOfId(pbx, attached.call());
    Call call = uniqueid == null ? null : pbx.calls.get(uniqueid);
    if (call != null) {
      call.data.take(attached);
    }
  }
}
