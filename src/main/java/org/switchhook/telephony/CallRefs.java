package org.switchhook.telephony;

import java.util.TreeMap;
import org.switchhook.event.CallRef;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.event.CallerRef;

/** A call as it is shown with each of its events. */
final class CallRefs {

  private CallRefs() {}

  static CallRef of(Call call) {
    Direction direction = call.direction();
    if (direction == null) {
      throw new IllegalStateException("call " + call.uniqueid + " is told before it was received");
    }
    Entry entry = call.entry();
    Consultation consultation = call.consultation();
    return new CallRef(
        call.id(),
        call.uniqueid,
        direction,
        kind(call),
        consultation == null ? null : consultation.callId(),
        entry.from(),
        new CallerRef(entry.channel().exten(), null),
        call.campaign == null ? call.queueName() : call.campaign,
        call.queue(),
        entry.startedAt(),
        new TreeMap<>(call.data.values()));
  }

  private static CallRef.Kind kind(Call call) {
    if (call.consultation() != null) {
      return CallRef.Kind.CONSULT;
    }
    return call.queueName() == null ? CallRef.Kind.DIRECT : CallRef.Kind.QUEUE;
  }
}
