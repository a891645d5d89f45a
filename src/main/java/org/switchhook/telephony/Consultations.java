package org.switchhook.telephony;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Initiation;
import org.switchhook.event.CallerRef;
import org.switchhook.telephony.signal.Channel;

/** Talks about another call, and how they become a part of it. */
final class Consultations {

  private Consultations() {}

  /** Somebody in a call asks somebody else, whom the far half of a Local channel rings. */
  static Call begin(Pbx pbx, Line line, Line transferer, Call first, Moment now) {
    Channel by = transferer.channel;
    CallerRef from = new CallerRef(by.callerNumber(), by.callerName());
    Party caller = pbx.party(transferer, now);
    Entry entry = new Entry(line.channel, from, caller, Initiation.DIALLED, line.createdAt);
    Call call = pbx.begin(line, entry, now);
    Consultation.begin(call, first, transferer.uniqueid());
    return call;
  }

  /** The consultation of a transfer, which two channels of the transferer's or one complete. */
  static @Nullable Call of(Pbx pbx, Channel transferer, Channel second) {
    if (!transferer.uniqueid().equals(second.uniqueid())) {
      return pbx.callOf(second);
    }
    Call first = pbx.callOf(transferer);
    Call consultation = first == null ? null : about(pbx, first);
    boolean its = consultation != null && Consultation.by(transferer.uniqueid(), consultation);
    return its ? consultation : null;
  }

  /** The consultation about a call that goes on. */
  static @Nullable Call about(Pbx pbx, Call first) {
    Call consultation = first.consultedIn == null ? null : pbx.calls.get(first.consultedIn);
    return consultation == null || consultation.endedAt != null ? null : consultation;
  }

  /** The caller is gone while somebody consults with the call's own channel: that talk goes on. */
  static void goOn(Pbx pbx, Call first) {
    Call consultation = about(pbx, first);
    if (consultation == null) {
      return;
    }
    for (String uniqueid : List.copyOf(first.channels)) {
      Line line = pbx.lines.get(uniqueid);
      if (line != null && Consultation.by(uniqueid, consultation)) {
        first.channels.remove(uniqueid);
        pbx.join(line, consultation);
      }
    }
  }

  /** It is over because those who are left in it belong to the first call now. */
  static void merge(Pbx pbx, Call consultation, Call first, Moment now) {
    consultation.conversation.goesOn();
    for (String uniqueid : consultation.channels) {
      Line line = pbx.lines.get(uniqueid);
      if (line != null) {
        pbx.join(line, first);
      }
    }
    consultation.channels.clear();
    pbx.end(consultation, now);
  }
}
