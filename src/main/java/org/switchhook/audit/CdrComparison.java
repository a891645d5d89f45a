package org.switchhook.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.switchhook.asterisk.log.Cdr;
import org.switchhook.telephony.signal.Uniqueid;

/** A call that was in no queue, and the records of its first channel. */
final class CdrComparison {

  private final String call;
  private final ToldCall told;
  private final List<Cdr> cdrs;
  private final List<Difference> differences = new ArrayList<>();

  CdrComparison(String call, ToldCall told, List<Cdr> cdrs) {
    this.call = call;
    this.told = told;
    this.cdrs = cdrs;
  }

  /**
   * Whether the records cover the channel's life. One that was rung, as the nearer half of a
   * consultation's Local channel is, has none before it talks on by itself.
   */
  boolean isPossible() {
    Optional<Instant> created = Uniqueid.createdAt(call);
    return !cdrs.isEmpty()
        && (created.isEmpty() || Span.at(created.get()).has(CdrRecords.first(cdrs).start()));
  }

  /**
   * What differs.
   *
   * @param endedAt when the call was over, as it was told
   * @param end of all that was recorded of the channel
   */
  List<Difference> differences(Instant endedAt, Instant end) {
    Cdr first = CdrRecords.first(cdrs);
    if (!Span.at(told.startedAt()).has(first.start())) {
      differ(What.START, "started at " + Span.shown(told.startedAt()), first);
    }
    // After a transfer the first channel may be gone, and its records with it.
    boolean callWentOn = told.wasTransferred() && end.isBefore(endedAt);
    boolean channelWentOn = told.wasHandedOver() && end.isAfter(endedAt);
    // By default (endbeforehexten) the dialplan's h is not a part of the record.
    if (!callWentOn && !channelWentOn && !told.hungUp(endedAt).has(end)) {
      differ(What.END, "ended at " + Span.shown(endedAt), CdrRecords.last(cdrs));
    }
    Destination destination = told.destination();
    if (destination != null && !callWentOn && !isReached(destination)) {
      differ(What.DESTINATION, "reached " + destination, CdrRecords.last(cdrs));
    }
    return differences;
  }

  private void differ(What what, String text, Cdr cdr) {
    differences.add(new Difference(what, call, text, cdr.line()));
  }

  /**
   * The last who answered is in the last record that somebody answered; of several who were rung at
   * once, in vain, each has one.
   */
  private boolean isReached(Destination destination) {
    if (!destination.isDevice() || cdrs.stream().allMatch(destination::isItself)) {
      return true;
    }
    if (!told.wasAnswered() || told.wasTransferred()) {
      return cdrs.stream().anyMatch(destination::isIn);
    }
    return cdrs.stream()
        .filter(cdr -> cdr.answered() && !cdr.destinationChannel().isEmpty())
        .max(Comparator.comparing(Cdr::start).thenComparing(Cdr::end))
        .filter(destination::isIn)
        .isPresent();
  }
}
