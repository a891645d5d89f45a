package org.switchhook.telephony;

import java.time.Instant;
import org.switchhook.event.CallDetail;

/** A hold that ended. */
record Resume(Talk.Side by, Instant since, Instant at) {

  CallDetail.Resumed told() {
    return new CallDetail.Resumed(by.party().ref(), at.toEpochMilli() - since.toEpochMilli());
  }
}
