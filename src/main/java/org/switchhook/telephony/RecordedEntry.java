package org.switchhook.telephony;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Initiation;
import org.switchhook.event.CallerRef;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;

/** How a call of which there are records alone came in. */
final class RecordedEntry {

  private RecordedEntry() {}

  static Entry of(Pbx pbx, String uniqueid, RecordedCall recorded, Moment began) {
    CdrWritten first = recorded.first().orElse(null);
    String number = first == null ? numberInQueue(recorded) : first.callerNumber();
    String name = first == null ? "unknown/" + number : first.channel();
    Channel channel =
        new Channel(
            name,
            uniqueid,
            uniqueid,
            Channel.RING,
            number,
            first == null ? null : first.callerName(),
            null,
            first == null ? null : first.context(),
            first == null ? null : first.exten());
    Party caller = pbx.party(new Line(channel, began.time()), began);
    Initiation initiation = caller.isOutside() ? Initiation.INBOUND : Initiation.DIALLED;
    CallerRef from = new CallerRef(number, channel.callerName());
    return new Entry(channel, from, caller, initiation, recorded.firstTime());
  }

  private static @Nullable String numberInQueue(RecordedCall recorded) {
    return recorded.lines.stream()
        .min(Comparator.comparing(l -> l.time()))
        .filter(line -> line.data().size() > 1 && !line.data().get(1).isEmpty())
        .map(line -> line.data().get(1))
        .orElse(null);
  }
}
