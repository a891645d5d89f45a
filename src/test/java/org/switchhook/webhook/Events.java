package org.switchhook.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.switchhook.Schemas;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.AgentRef;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.CallerRef;
import org.switchhook.event.Detail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Origin;
import org.switchhook.event.PartyRef;
import org.switchhook.event.QueueRef;
import org.switchhook.event.Subject;

/** Events for tests. */
public final class Events {

  public static final Instant TIME = Instant.parse("2026-11-22T03:00:13.345Z");
  public static final AgentRef AGENT =
      new AgentRef("agentTest", "9999", "Agente Test", "PJSIP/9999");

  private Events() {}

  public static Event ringNoAnswer(String call, long sequence) {
    return rejected(call, sequence, CallDetail.Outcome.NO_ANSWER);
  }

  public static Event rejected(String call, long sequence, CallDetail.Outcome outcome) {
    QueueRef queue = new QueueRef("Demo<-");
    return of(
        call,
        sequence,
        EventType.CALL_REJECTED,
        new CallDetail.Rejected("offer1", null, null, queue, outcome, 3000));
  }

  public static Event queued(String call, long sequence) {
    QueueRef queue = new QueueRef("Demo<-");
    return of(call, sequence, EventType.CALL_QUEUED, new CallDetail.Queued(queue, 2, 2));
  }

  public static Event ended(String call, long sequence) {
    CallDetail.Segment segment =
        new CallDetail.Segment(AGENT, null, null, new QueueRef("Demo<-"), TIME, 4000, 999);
    return of(
        call,
        sequence,
        EventType.CALL_ENDED,
        new CallDetail.Ended(
            CallDetail.EndedBy.CALLER, null, 1500, 4000, 999, 4999, List.of(segment)));
  }

  public static Event abandoned(String call, long sequence) {
    return of(
        call,
        sequence,
        EventType.CALL_ABANDONED,
        new CallDetail.Abandoned(
            CallDetail.AbandonReason.CALLER_HANGUP, null, null, null, 1500, null));
  }

  public static Event dispositioned(
      String call, long sequence, @Nullable AgentRef agent, String... values) {
    PartyRef by = agent == null ? null : new PartyRef(agent, null, null, null);
    Detail detail = new CallDetail.Dispositioned(List.of(values), by);
    return of(call, sequence, EventType.CALL_DISPOSITIONED, agent, detail);
  }

  public static Event closed(String call, long sequence) {
    return of(call, sequence, EventType.CALL_CLOSED, new CallDetail.Closed(0));
  }

  public static Event loggedIn(long sequence) {
    return agent(sequence, EventType.AGENT_LOGGED_IN, new AgentDetail.LoggedIn(List.of("sales")));
  }

  public static Event loggedOut(long sequence) {
    return agent(
        sequence, EventType.AGENT_LOGGED_OUT, new AgentDetail.LoggedOut(List.of("sales"), 5L));
  }

  public static Event paused(long sequence, boolean all) {
    return agent(
        sequence,
        EventType.AGENT_PAUSED,
        new AgentDetail.Paused("Lunch", List.of("sales"), all, false));
  }

  public static Event unpaused(long sequence) {
    return agent(
        sequence,
        EventType.AGENT_UNPAUSED,
        new AgentDetail.Unpaused("Lunch", List.of("sales"), true, false, 1000L));
  }

  public static Event heartbeat(long sequence) {
    return bridge(sequence, EventType.BRIDGE_HEARTBEAT, new BridgeDetail.Heartbeat(1, 2));
  }

  public static Event stopping(long sequence) {
    return bridge(sequence, EventType.BRIDGE_STOPPING, new BridgeDetail.Stopping());
  }

  private static Event bridge(long sequence, EventType type, Detail detail) {
    Subject subject = new Subject(Subject.Kind.BRIDGE, "bridge1", "bridge1");
    return valid(
        new Event(subject, type, TIME, TIME, null, sequence, Origin.LIVE, null, null, detail));
  }

  private static Event agent(long sequence, EventType type, Detail detail) {
    Subject subject = new Subject(Subject.Kind.AGENT, "pbx1", AGENT.iface());
    return valid(
        new Event(subject, type, TIME, TIME, "pbx1", sequence, Origin.LIVE, null, AGENT, detail));
  }

  private static Event of(String call, long sequence, EventType type, Detail detail) {
    AgentRef agent = type == EventType.CALL_REJECTED ? AGENT : null;
    return of(call, sequence, type, agent, detail);
  }

  private static Event of(
      String call, long sequence, EventType type, @Nullable AgentRef agent, Detail detail) {
    Subject subject = new Subject(Subject.Kind.CALL, "pbx1", call);
    CallRef ref =
        new CallRef(
            call,
            call,
            CallRef.Direction.INBOUND,
            CallRef.Kind.QUEUE,
            null,
            new CallerRef("1234", "Ñandú \"x\""),
            new CallerRef("7000", null),
            "Demo<-",
            new QueueRef("Demo<-"),
            TIME,
            Map.of());
    return valid(
        new Event(
            subject,
            type,
            TIME,
            TIME.plusMillis(2),
            "pbx1",
            sequence,
            Origin.LIVE,
            ref,
            agent,
            detail));
  }

  private static Event valid(Event event) {
    Schemas.assertValid(event);
    return event;
  }
}
