package org.switchhook.telephony;

import java.time.Duration;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;

/**
 * Call detail records that are written after all of a gap was told: Asterisk gathers up to five
 * minutes of them where {@code batch} is set in cdr.conf.
 */
final class LateRecords {

  /** One call's are written together. */
  private static final Duration GATHER = Duration.ofSeconds(3);

  private LateRecords() {}

  static void addTo(Dispatch dispatch) {
    dispatch.on(CdrWritten.class, LateRecords::written);
  }

  private static void written(Pbx pbx, CdrWritten cdr, Moment now) {
    Gap gap = pbx.hearing.lately(pbx.time());
    if (gap != null) {
      gap.take(cdr);
      now.decideBy(now.time().plus(GATHER), Deadline.What.LATE_RECORDS, pbx.name);
    }
  }

  /** Tells the calls that came and went in the gap, and of which nothing was known. */
  static void tell(Pbx pbx, Moment now) {
    Gap gap = pbx.hearing.lately(pbx.time());
    if (gap != null) {
      new Recovery(pbx, gap, now.site(), now.recordedAt(), now.out()).tellLate();
    }
  }
}
