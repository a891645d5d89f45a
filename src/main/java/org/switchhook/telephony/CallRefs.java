package org.switchhook.telephony;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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
    return of(call, direction);
  }

  /** The call of a channel as it stands now, before it is received too; absent for none. */
  static @Nullable CallRef now(Pbx pbx, String channel) {
    Line line = pbx.lines.get(channel);
    Call call = line == null ? null : pbx.callOf(line);
    if (call == null) {
      return null;
    }
    Direction direction = call.direction();
    return of(call, direction == null ? call.entry().direction() : direction);
  }

  private static CallRef of(Call call, Direction direction) {
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
