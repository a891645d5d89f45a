package org.switchhook.telephony;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;

/** What is recorded of a call under the names of those who went on in it after a transfer. */
final class HandedOver {

  private HandedOver() {}

  /**
   * Whether a channel was handed over in a call that another one had begun: what is recorded of it
   * is of that call.
   */
  static boolean isIn(String call, String channel, RecordedCall recorded, Gap gap) {
    return !channel.equals(call)
        && gap.cel.transfersOf(call).stream()
            .anyMatch(transfer -> leaves(transfer, channel) && isBehind(recorded, transfer));
  }

  private static boolean leaves(RecordedTransfer transfer, String channel) {
    return transfer.left() != null && transfer.left().uniqueid().equals(channel);
  }

  /** Who did something before has made a call, but the far half of a Local channel. */
  private static boolean isBehind(RecordedCall recorded, RecordedTransfer transfer) {
    NamedChannel left = transfer.left();
    return (left != null && left.name().startsWith("Local/"))
        || !recorded.firstTime().isBefore(second(transfer));
  }

  /** Takes what was recorded of them, which is of no call of their own. */
  static void takeTo(RecordedCall recorded, String call, Gap gap) {
    for (RecordedTransfer transfer : gap.cel.transfersOf(call)) {
      NamedChannel left = transfer.left();
      RecordedCall its = left == null ? null : gap.recorded.get(left.uniqueid());
      if (left != null && its != null && isIn(call, left.uniqueid(), its, gap)) {
        gap.recorded.remove(left.uniqueid());
        recorded.lines.addAll(its.lines);
        its.cdrs.stream()
            .filter(cdr -> !cdr.start().isBefore(second(transfer)))
            .filter(cdr -> !transfer.by().name().equals(cdr.destinationChannel()))
            .forEach(recorded.cdrs::add);
      }
    }
  }

  private static Instant second(RecordedTransfer transfer) {
    return transfer.at().truncatedTo(ChronoUnit.SECONDS);
  }

  /** When the last of them was gone; not before {@code end}. */
  static Instant end(String call, Instant end, Gap gap) {
    Instant last = end;
    for (RecordedTransfer transfer : gap.cel.transfersOf(call)) {
      last = later(last, transfer.at());
      for (NamedChannel one :
          Stream.of(transfer.left(), transfer.to()).flatMap(Stream::ofNullable).toList()) {
        HangupWritten gone = gap.cel.hangup(gap.halves.behind(one.name()));
        last = gone == null ? last : later(last, gone.time());
      }
    }
    return last;
  }

  private static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }
}
