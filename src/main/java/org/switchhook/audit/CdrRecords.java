package org.switchhook.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.switchhook.asterisk.log.Cdr;

/**
 * Until when each channel was the second party of somebody else's record: one that joins a bridge
 * as that has no longer a record of its own, as who fetches a parked call.
 */
final class CdrRecords {

  private static final int CHANNELS_AT_MOST = 10_000;

  private final Map<String, Instant> asSecondParty = new Bounded<>(CHANNELS_AT_MOST);

  void add(Cdr cdr) {
    asSecondParty.merge(cdr.destinationChannel(), cdr.end(), (a, b) -> a.isAfter(b) ? a : b);
  }

  /** The end of what was recorded of the channel whose own records these are. */
  Instant end(List<Cdr> own) {
    return own.stream()
        .flatMap(cdr -> Stream.ofNullable(asSecondParty.get(cdr.channel())))
        .reduce(CdrRecords.last(own).end(), (a, b) -> a.isAfter(b) ? a : b);
  }

  static Cdr first(List<Cdr> cdrs) {
    return cdrs.stream().reduce((a, b) -> b.start().isBefore(a.start()) ? b : a).orElseThrow();
  }

  static Cdr last(List<Cdr> cdrs) {
    return cdrs.stream().reduce((a, b) -> b.end().isBefore(a.end()) ? a : b).orElseThrow();
  }
}
