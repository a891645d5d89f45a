package org.switchhook.telephony;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;

/** Records of the far halves of Local channels, by the channel: they know who was rung. */
final class LocalHalves {

  private static final int HALVES = 1_000;

  private final Map<String, CdrWritten> halves = new LinkedHashMap<>();

  void take(CdrWritten cdr) {
    if (cdr.channel().endsWith(";2")) {
      // Whoever answered first; it may be handed over to somebody else then.
      halves.merge(cdr.channel(), cdr, (first, next) -> first.answer() == null ? next : first);
      if (halves.size() > HALVES) {
        halves.remove(halves.keySet().iterator().next());
      }
    }
  }

  /** Of the near half of a Local channel, that of its far half; absent where there is none. */
  @Nullable CdrWritten half(String channel) {
    return channel.endsWith(";1")
        ? halves.get(channel.substring(0, channel.length() - 1) + "2")
        : null;
  }

  /** That of the far half which rang this channel; absent where none did. */
  @Nullable CdrWritten toward(String channel) {
    return halves.values().stream()
        .filter(half -> channel.equals(half.destinationChannel()))
        .findFirst()
        .orElse(null);
  }

  /** Who was rung: of a Local channel, whom its far half rang, where that is recorded. */
  String behind(String channel) {
    CdrWritten half = half(channel);
    String rung = half == null ? null : half.destinationChannel();
    return rung == null || rung.equals(channel) ? channel : behind(rung);
  }

  void clear() {
    halves.clear();
  }
}
