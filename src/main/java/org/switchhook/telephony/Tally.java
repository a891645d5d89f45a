package org.switchhook.telephony;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.BridgeDetail.Unresolved;
import org.switchhook.event.Event;

/** How much was told of a gap, and what could not be known. */
final class Tally {

  private final Census calls = new Census();
  private int events;
  private final Map<Missing, Census> unresolved = new EnumMap<>(Missing.class);

  void told(Event event) {
    events++;
    if (event.call() != null) {
      calls.add(event.call().uniqueid());
    }
  }

  /** Whether something was told of the call of this uniqueid. */
  boolean has(String call) {
    return calls.has(call);
  }

  /** It could not be known of any call. */
  void unresolved(Missing what) {
    unresolved.computeIfAbsent(what, w -> new Census());
  }

  void unresolved(Missing what, Call call) {
    unresolved(what, call.id());
  }

  /**
   * @param call its id
   */
  void unresolved(Missing what, String call) {
    unresolved.computeIfAbsent(what, w -> new Census()).add(call);
  }

  BridgeDetail.Recovered recovered(Instant from, Instant to) {
    List<Unresolved> all =
        unresolved.entrySet().stream()
            .map(e -> new Unresolved(e.getKey(), e.getValue().count(), e.getValue().named()))
            .toList();
    return new BridgeDetail.Recovered(from, to, calls.count(), events, all);
  }
}
