package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Channels that are gone and calls that are closed, for as long as an outcome may still be coded of
 * them: by far the most that a model holds.
 */
public final class Past {

  /** A flood of calls must not fill the memory: the oldest are then forgotten sooner. */
  static final int CALLS = 10_000;

  /** Records are written within a moment, and bear whole seconds. */
  private static final Duration LATELY = Duration.ofMinutes(1);

  /** By uniqueid and by name. Asterisk gives names anew once restarted: then the newer counts. */
  private final Map<String, Speaker> gone = new LinkedHashMap<>();

  /** What stands in {@code gone} for each call. */
  private final Map<String, List<String>> keys = new LinkedHashMap<>();

  /** By the uniqueid of the call, in the order of closing. */
  private final Map<String, ClosedCall> closed = new LinkedHashMap<>();

  /** The last calls that closed, by uniqueid: what is recorded of them is told. */
  private final Map<String, Instant> lately = new LinkedHashMap<>();

  Past() {}

  /** As it is now, whatever comes after; takes some microseconds for each call. */
  public Past copy() {
    Past copy = new Past();
    copy.gone.putAll(gone);
    keys.forEach((call, channels) -> copy.keys.put(call, List.copyOf(channels)));
    closed.forEach((call, one) -> copy.closed.put(call, one.copy()));
    copy.lately.putAll(lately);
    return copy;
  }

  void leave(Line line, Speaker speaker) {
    for (String key : List.of(line.uniqueid(), line.channel.name())) {
      gone.put(key, speaker);
      keys.computeIfAbsent(speaker.call(), c -> new ArrayList<>()).add(key);
    }
  }

  /** Who was on the channel of this uniqueid or name. */
  @Nullable Speaker speaker(String channel) {
    return gone.get(channel);
  }

  /** Whether that call was told to its end lately. */
  boolean hasClosed(String call) {
    return lately.containsKey(call);
  }

  @Nullable ClosedCall closed(String call) {
    return closed.get(call);
  }

  void close(Call call, Moment now) {
    closedLately(call.uniqueid, now.time());
    Instant until = now.time().plus(now.site().lateDisposition());
    closed.put(call.uniqueid, call.closed(until));
    now.decideBy(until, Deadline.What.FORGET, call.uniqueid);
    if (closed.size() > CALLS) {
      Map.Entry<String, ClosedCall> oldest = closed.entrySet().iterator().next();
      now.deadlines()
          .remove(new Deadline(oldest.getValue().until(), Deadline.What.FORGET, oldest.getKey()));
      forget(oldest.getKey());
    }
  }

  private void closedLately(String call, Instant at) {
    lately.put(call, at);
    Iterator<Instant> oldest = lately.values().iterator();
    while (oldest.next().plus(LATELY).isBefore(at)) {
      oldest.remove();
    }
  }

  void forget(String call) {
    closed.remove(call);
    List<String> channels = keys.remove(call);
    if (channels != null) {
      channels.forEach(c -> gone.computeIfPresent(c, (k, s) -> s.call().equals(call) ? null : s));
    }
  }
}
