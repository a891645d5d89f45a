package org.switchhook.telephony;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.BridgeDetail.Unresolved;
import org.switchhook.event.Event;

/** How much was told of a gap, and what could not be known. */
final class Tally {

  private static final int NAMED = 100;

  private final Set<String> calls = new LinkedHashSet<>();
  private int events;
  private final Map<Missing, Set<String>> unresolved = new EnumMap<>(Missing.class);

  void told(Event event) {
    events++;
    if (event.call() != null) {
      calls.add(event.call().uniqueid());
    }
  }

  /** Whether something was told of the call of this uniqueid. */
  boolean has(String call) {
    return calls.contains(call);
  }

  /** It could not be known of any call. */
  void unresolved(Missing what) {
    unresolved.computeIfAbsent(what, w -> new LinkedHashSet<>());
  }

  void unresolved(Missing what, Call call) {
    unresolved.computeIfAbsent(what, w -> new LinkedHashSet<>()).add(call.id());
  }

  BridgeDetail.Recovered recovered(Instant from, Instant to) {
    List<Unresolved> all =
        unresolved.entrySet().stream()
            .map(
                e ->
                    new Unresolved(
                        e.getKey(),
                        e.getValue().size(),
                        e.getValue().stream().limit(NAMED).toList()))
            .toList();
    return new BridgeDetail.Recovered(from, to, calls.size(), events, all);
  }
}
