package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.switchhook.Invariants;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.Detail;
import org.switchhook.event.Event;
import org.switchhook.event.GapCause;
import org.switchhook.event.PartyRef;
import org.switchhook.telephony.signal.AgentRow;
import org.switchhook.telephony.signal.BridgeSignal;
import org.switchhook.telephony.signal.BridgeSignal.AgentsRead;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.Created;
import org.switchhook.telephony.signal.ChannelSignal.EnteredBridge;
import org.switchhook.telephony.signal.ChannelSignal.HangupRequested;
import org.switchhook.telephony.signal.ChannelSignal.Held;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;
import org.switchhook.telephony.signal.ChannelSignal.LeftBridge;
import org.switchhook.telephony.signal.ChannelSignal.PickedUp;
import org.switchhook.telephony.signal.ChannelSignal.StateChanged;
import org.switchhook.telephony.signal.ChannelSignal.Unheld;
import org.switchhook.telephony.signal.ChannelSignal.VariableSet;
import org.switchhook.telephony.signal.DialSignal.Begun;
import org.switchhook.telephony.signal.DialSignal.Ended;
import org.switchhook.telephony.signal.DispositionSignal.Coded;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal;
import org.switchhook.telephony.signal.OfferSignal.Called;
import org.switchhook.telephony.signal.OfferSignal.Connected;
import org.switchhook.telephony.signal.OfferSignal.RangNoAnswer;
import org.switchhook.telephony.signal.QueueSignal.Abandoned;
import org.switchhook.telephony.signal.QueueSignal.Joined;
import org.switchhook.telephony.signal.QueueSignal.Left;
import org.switchhook.telephony.signal.RecordSignal;
import org.switchhook.telephony.signal.ResyncSignal;
import org.switchhook.telephony.signal.Signal;
import org.switchhook.telephony.signal.TransferSignal.Blind;

/**
 * A call centre as a test plays it, in Asterisk's own events. Channels are named by their uniqueid:
 * {@code c…} is a trunk's, {@code 1001.2} the second one of PJSIP/1001, {@code l1;1} and {@code
 * l1;2} the halves of a Local channel that passes on to 1001.
 */
final class Floor {

  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  /** For how long after its close a call takes dispositions. */
  static final Duration LATE = Duration.ofMinutes(10);

  private final Model model = new Model();
  private final List<Event> events = new ArrayList<>();
  private int judged;
  private Instant now = START;
  private boolean listed;

  Floor() {
    this(Map.of());
  }

  Floor(Map<String, Duration> wrapUps) {
    fold(new Configured("bridge", START, "[0-9]{2,6}", "[*#].*", wrapUps, LATE));
  }

  Floor after(long ms) {
    now = now.plusMillis(ms);
    return this;
  }

  /** The PBX says nothing for so long. */
  Floor silence(long ms) {
    after(ms);
    List<Tick> ticks = model.nextTicks();
    while (!ticks.isEmpty() && !ticks.get(0).time().isAfter(now)) {
      fold(ticks.get(0));
      ticks = model.nextTicks();
    }
    return this;
  }

  Floor newchannel(String uniqueid) {
    boolean rings = uniqueid.startsWith("c");
    return fold(new Created("pbx1", now, channel(uniqueid, rings ? Channel.RING : Channel.DOWN)));
  }

  /** A phone that dials. */
  Floor dials(String uniqueid) {
    return fold(new Created("pbx1", now, channel(uniqueid, Channel.RING)));
  }

  Floor ringing(String uniqueid) {
    return fold(new StateChanged("pbx1", now, channel(uniqueid, Channel.RINGING)));
  }

  Floor join(String uniqueid, String queue) {
    return fold(new Joined("pbx1", now, up(uniqueid), queue, 1, 1));
  }

  Floor leave(String uniqueid, String queue) {
    return fold(new Left("pbx1", now, up(uniqueid), queue));
  }

  Floor abandon(String uniqueid, String queue) {
    return fold(new Abandoned("pbx1", now, up(uniqueid), queue, 1));
  }

  Floor status(String uniqueid, String value) {
    return sets(uniqueid, "QUEUESTATUS", value);
  }

  Floor sets(String uniqueid, String variable, String value) {
    return fold(new VariableSet("pbx1", now, up(uniqueid), variable, value));
  }

  Floor agentCalled(String caller, String called, String queue) {
    return fold(
        new Called("pbx1", now, up(caller), up(called), queue, iface(called), memberName(called)));
  }

  Floor agentConnect(String caller, String called, String queue) {
    return fold(
        new Connected(
            "pbx1", now, up(caller), up(called), queue, iface(called), memberName(called)));
  }

  /** Says that {@code called} is connected in place of the member whose phone {@code rung} is. */
  Floor connects(String caller, String called, String queue, String rung) {
    return fold(
        new Connected("pbx1", now, up(caller), up(called), queue, iface(rung), memberName(rung)));
  }

  Floor ringNoAnswer(String caller, String called, String queue) {
    return fold(
        new RangNoAnswer(
            "pbx1", now, up(caller), up(called), queue, iface(called), memberName(called)));
  }

  Floor dialBegin(String caller, String called) {
    return fold(new Begun("pbx1", now, up(caller), up(called), null));
  }

  Floor dialEnd(String caller, String called, String status) {
    return fold(new Ended("pbx1", now, up(caller), up(called), status));
  }

  /** A queue rings a phone. */
  Floor rings(String caller, String called, String queue) {
    return newchannel(called)
        .agentCalled(caller, called, queue)
        .dialBegin(caller, called)
        .ringing(called);
  }

  /** It is picked up and they talk. */
  Floor answers(String caller, String called, String queue) {
    return dialEnd(caller, called, "ANSWER")
        .leave(caller, queue)
        .agentConnect(caller, called, queue)
        .enter(called)
        .enter(caller);
  }

  Floor enter(String uniqueid) {
    return fold(new EnteredBridge("pbx1", now, up(uniqueid), "bridge"));
  }

  Floor exit(String uniqueid) {
    return fold(new LeftBridge("pbx1", now, up(uniqueid), "bridge"));
  }

  Floor blind(String transferer, String transferee, String extension) {
    return fold(new Blind("pbx1", now, up(transferer), up(transferee), extension));
  }

  /** Somebody codes the outcome of a call, by the uniqueid or the name of a channel. */
  Floor codes(String channel, String... values) {
    boolean named = channel.contains("/");
    return coded(null, named ? null : channel, named ? channel : null, null, values);
  }

  /** The same, and says who. */
  Floor codesAs(String agent, String uniqueid, String... values) {
    return coded(null, uniqueid, null, agent, values);
  }

  /** A channel codes the outcome of a call that it is not of. */
  Floor codesCall(String call, String uniqueid, String... values) {
    return coded(call, uniqueid, null, null, values);
  }

  private Floor coded(
      @Nullable String call,
      @Nullable String uniqueid,
      @Nullable String name,
      @Nullable String agent,
      String... values) {
    return fold(new Coded("pbx1", now, call, uniqueid, name, agent, List.of(values)));
  }

  Floor picksUp(String uniqueid, String target) {
    return fold(new PickedUp("pbx1", now, up(uniqueid), up(target)));
  }

  Floor hold(String uniqueid) {
    return fold(new Held("pbx1", now, up(uniqueid)));
  }

  Floor unhold(String uniqueid) {
    return fold(new Unheld("pbx1", now, up(uniqueid)));
  }

  Floor requestHangup(String uniqueid) {
    return requestHangup(uniqueid, null);
  }

  Floor requestHangup(String uniqueid, @Nullable Integer cause) {
    return fold(new HangupRequested("pbx1", now, up(uniqueid), cause));
  }

  Floor hangup(String uniqueid) {
    return hangup(uniqueid, 16);
  }

  Floor hangup(String uniqueid, int cause) {
    return fold(new HungUp("pbx1", now, up(uniqueid), cause, null));
  }

  Floor added(Member member) {
    return fold(new MemberSignal.Added("pbx1", now, member));
  }

  Floor removed(Member member) {
    return fold(new MemberSignal.Removed("pbx1", now, member));
  }

  Floor paused(Member member) {
    return fold(new MemberSignal.PauseChanged("pbx1", now, member));
  }

  Floor listed(Member member) {
    listed = true;
    return fold(new MemberSignal.Listed("pbx1", now, member));
  }

  /** For the first time, and it shows neither channels nor records. */
  Floor connected() {
    fold(new BridgeSignal.Connected("pbx1", now, "9.0", null));
    fold(new ResyncSignal.AllShown("pbx1", now, false));
    return fold(new RecordSignal.Read("pbx1", now, false, false));
  }

  Floor disconnected() {
    return fold(new BridgeSignal.Disconnected("pbx1", now, GapCause.CONNECTION_LOST));
  }

  /** Again, and no channel is up. */
  Floor reconnected() {
    fold(new BridgeSignal.Connected("pbx1", now, "9.0", null));
    return fold(new ResyncSignal.AllShown("pbx1", now, true));
  }

  /** A trunk's call to 1002, from and to so long after the start. */
  Floor cdr(String uniqueid, long fromMs, long toMs) {
    Instant from = START.plusMillis(fromMs);
    return fold(
        new RecordSignal.CdrWritten(
            "pbx1",
            START.plusMillis(toMs),
            uniqueid,
            uniqueid,
            "PJSIP/trunk-" + uniqueid,
            "541155",
            null,
            "1002",
            "inbound",
            "PJSIP/1002-" + uniqueid,
            "Dial",
            from,
            from.plusSeconds(1),
            RecordSignal.CdrDisposition.ANSWERED));
  }

  /** All records are read. */
  Floor recovered() {
    return fold(new RecordSignal.Read("pbx1", now, true, true));
  }

  /** The rows of {@code agents}, from now on. */
  Floor agents(AgentRow... rows) {
    return fold(new AgentsRead("bridge", now, List.of(rows)));
  }

  Floor heartbeat() {
    return fold(new BridgeSignal.Heartbeat("bridge", now));
  }

  /** What a gap and its end are made of. */
  Floor hears(Signal signal) {
    listed = true;
    return fold(signal);
  }

  Instant now() {
    return now;
  }

  Floor fold(Signal signal) {
    events.addAll(model.fold(signal, signal.time()));
    return this;
  }

  static Member member(String number, String queue) {
    return new Member(queue, "PJSIP/" + number, null, "Agent " + number, false, null, 0);
  }

  static Member on(Member member, @Nullable String reason) {
    return new Member(
        member.queue(),
        member.iface(),
        member.stateInterface(),
        member.name(),
        reason != null,
        reason,
        member.wrapUpSeconds());
  }

  private static Channel up(String uniqueid) {
    return channel(uniqueid, Channel.UP);
  }

  private static Channel channel(String uniqueid, int state) {
    boolean trunk = uniqueid.startsWith("c");
    String device = trunk ? "PJSIP/trunk" : iface(uniqueid);
    return new Channel(
        device + "-" + uniqueid,
        uniqueid,
        uniqueid,
        state,
        trunk ? "541155" : null,
        null,
        null,
        "inbound",
        "7000");
  }

  private static String iface(String uniqueid) {
    boolean local = uniqueid.startsWith("l");
    return local ? "Local/1001@members" : "PJSIP/" + uniqueid.replaceAll("\\..*", "");
  }

  private static String memberName(String uniqueid) {
    return "Agent " + (uniqueid.startsWith("l") ? "1001" : uniqueid);
  }

  /** All that was told until now; it is judged whenever a test looks at it. */
  List<Event> events() {
    if (judged < events.size()) {
      Invariants told = Invariants.of(events).cutOff();
      (listed ? told.withGaps() : told).hold();
      judged = events.size();
    }
    return events;
  }

  /** The detail of the one event that has such. */
  <D extends Detail> D only(Class<D> type) {
    return type.cast(event(type).detail());
  }

  /** When the one event with such a detail happened. */
  Instant timeOf(Class<? extends Detail> type) {
    return event(type).time();
  }

  /** The call as it stood at the one event with such a detail. */
  CallRef callAt(Class<? extends CallDetail> type) {
    CallRef call = event(type).call();
    if (call == null) {
      throw new AssertionError(type + " without a call");
    }
    return call;
  }

  private Event event(Class<? extends Detail> type) {
    List<Event> found = events().stream().filter(e -> type.isInstance(e.detail())).toList();
    if (found.size() != 1) {
      throw new AssertionError(found + " in " + events);
    }
    return found.get(0);
  }

  /** The events of a subject, in short: {@code received queued allocated(1001) …}. */
  String story(String id) {
    return story(events(), id);
  }

  static String story(List<Event> events, String id) {
    return events.stream()
        .filter(e -> e.subject().id().equals(id))
        .map(e -> e.type().wireName().replaceFirst("^[a-z]+\\.", "") + word(e))
        .collect(Collectors.joining(" "));
  }

  String call(String uniqueid) {
    return story("pbx1-" + uniqueid);
  }

  private static String word(Event event) {
    Detail detail = event.detail();
    if (detail instanceof CallDetail.Allocated allocated) {
      return "(" + who(event, allocated.extension()) + ")";
    }
    if (detail instanceof CallDetail.Accepted accepted) {
      return "(" + who(event, accepted.extension()) + ")";
    }
    if (detail instanceof CallDetail.Rejected rejected) {
      return lower(rejected.outcome());
    }
    if (detail instanceof CallDetail.Ended ended) {
      return lower(ended.endedBy());
    }
    if (detail instanceof CallDetail.Abandoned abandoned) {
      return lower(abandoned.reason());
    }
    if (detail instanceof CallDetail.LeftQueue left) {
      return lower(left.reason());
    }
    if (detail instanceof CallDetail.Dispositioned coded) {
      return "(" + String.join(",", coded.values()) + " by " + name(coded.by()) + ")";
    }
    return detail instanceof AgentDetail agent ? "(" + word(agent) + ")" : "";
  }

  private static @Nullable String who(Event event, @Nullable String extension) {
    return event.agent() == null ? extension : event.agent().number();
  }

  private static @Nullable String name(@Nullable PartyRef party) {
    if (party == null) {
      return "nobody";
    }
    return party.agent() == null ? party.extension() : "agent " + party.agent().number();
  }

  private static String word(AgentDetail detail) {
    if (detail instanceof AgentDetail.LoggedIn in) {
      return String.join(",", in.queues());
    }
    if (detail instanceof AgentDetail.LoggedOut out) {
      return String.join(",", out.queues());
    }
    if (detail instanceof AgentDetail.QueuesChanged changed) {
      return "+" + changed.added() + "-" + changed.removed();
    }
    if (detail instanceof AgentDetail.Paused paused) {
      return paused.reason() + " " + paused.queues() + (paused.all() ? " all" : "");
    }
    AgentDetail.Unpaused unpaused = (AgentDetail.Unpaused) detail;
    return unpaused.reason() + " " + unpaused.queues() + (unpaused.all() ? " all" : "");
  }

  private static String lower(Enum<?> word) {
    return "(" + word.name().toLowerCase(Locale.ROOT) + ")";
  }
}
