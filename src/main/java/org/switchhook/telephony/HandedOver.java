package org.switchhook.telephony;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;

/** What is recorded of a call under the names of those who went on in it after a transfer. */
final class HandedOver {

  private HandedOver() {}

  /** Takes what was recorded of them, which is of no call of their own. */
  static void takeTo(RecordedCall recorded, String call, Gap gap) {
    for (RecordedTransfer transfer : gap.cel.transfersOf(call)) {
      NamedChannel left = transfer.left();
      RecordedCall its =
          left == null || left.uniqueid().equals(call)
              ? null
              : gap.recorded.remove(left.uniqueid());
      if (its != null) {
        recorded.lines.addAll(its.lines);
        its.cdrs.stream().filter(cdr -> isBehind(cdr, transfer)).forEach(recorded.cdrs::add);
      }
    }
  }

  private static boolean isBehind(CdrWritten cdr, RecordedTransfer transfer) {
    return !cdr.start().isBefore(transfer.at().truncatedTo(ChronoUnit.SECONDS))
        && !transfer.by().name().equals(cdr.destinationChannel());
  }

  /** When the last of them was gone; not before {@code end}. */
  static Instant end(String call, Instant end, Gap gap) {
    Instant last = end;
    for (RecordedTransfer transfer : gap.cel.transfersOf(call)) {
      last = transfer.at().isAfter(last) ? transfer.at() : last;
      for (NamedChannel one :
          Stream.of(transfer.left(), transfer.to()).flatMap(Stream::ofNullable).toList()) {
        HangupWritten gone = gap.cel.hangup(gap.halves.behind(one.name()));
        last = gone != null && gone.time().isAfter(last) ? gone.time() : last;
      }
    }
    return last;
  }
}
