package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.CallDetail.Initiation;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.event.CallerRef;
import org.switchhook.event.Event;
import org.switchhook.event.Origin;
import org.switchhook.event.Subject;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.RecordSignal;
import org.switchhook.telephony.signal.ResyncSignal.QueuesShown;
import org.switchhook.telephony.signal.Signal;

/** One PBX as it is now: its channels, calls and agents, and what is still to be decided. */
final class Pbx {

  private static final Dispatch DISPATCH = new Dispatch();

  static {
    ChannelFolds.addTo(DISPATCH);
    OfferFolds.addTo(DISPATCH);
    QueueFolds.addTo(DISPATCH);
    MemberFolds.addTo(DISPATCH);
    VariableFolds.addTo(DISPATCH);
    TransferFolds.addTo(DISPATCH);
    SessionFolds.addTo(DISPATCH);
    DispositionFolds.addTo(DISPATCH);
    CustomFolds.addTo(DISPATCH);
    LateRecords.addTo(DISPATCH);
  }

  final String name;
  final Hearing hearing = new Hearing();
  private Instant time = Instant.EPOCH;
  final Lines lines = new Lines();

  /** By the uniqueid of the first channel; kept until closed. */
  final Map<String, Call> calls = new LinkedHashMap<>();

  final Past past = new Past();

  /** By what an agent is known by. */
  private final Map<String, Agent> agents = new LinkedHashMap<>();

  private final AgentKeys agentKeys = new AgentKeys();

  /** The channel with which each endpoint holds somebody. */
  private final Map<String, String> holding = new LinkedHashMap<>();

  private final SortedSet<Deadline> deadlines = new TreeSet<>();

  /** The members of a list that is not complete yet; absent before the first one was. */
  @Nullable List<Member> listing;

  private final LateTransfer lateTransfer = new LateTransfer();

  private final Map<String, Long> told;

  /**
   * @param told how many events each subject has told before, by {@link #key}
   */
  Pbx(String name, Map<String, Long> told) {
    this.name = name;
    this.told = told;
  }

  void fold(Signal signal, Site site, Instant recordedAt, Consumer<Event> out) {
    if (hearing.gap() != null) {
      missed(hearing.gap(), signal, site, recordedAt, out);
      return;
    }
    if (signal.isByPbxClock()) {
      if (!(signal instanceof Tick)) {
        hearing.heard(signal.time(), recordedAt);
      }
      runTo(signal.time(), at -> moment(at, site, recordedAt, Origin.LIVE, out));
    } else if (signal instanceof QueuesShown) {
      Instant shown = hearing.pbxTime(signal.time());
      runTo(shown, at -> moment(at, site, recordedAt, Origin.LIVE, out));
    }
    Moment now = moment(time, site, recordedAt, Origin.LIVE, out);
    lateTransfer.turn(this, signal, now).forEach(next -> DISPATCH.fold(this, next, now));
  }

  /** Nothing is decided in a gap, before it is known what happened in it. */
  private void missed(Gap gap, Signal signal, Site site, Instant recordedAt, Consumer<Event> out) {
    gap.take(signal);
    if (signal instanceof RecordSignal && gap.to() != null) {
      new Recovery(this, gap, site, recordedAt, out).tellOver(signal.time());
    }
  }

  /** Tells what happened in a gap of which all is known; what was heard since then comes next. */
  void recover(Gap gap, Site site, Instant recordedAt, Consumer<Event> out) {
    Moment before = moment(time, site, recordedAt, Origin.LIVE, out);
    lateTransfer.release().forEach(signal -> DISPATCH.fold(this, signal, before));
    new Recovery(this, gap, site, recordedAt, out).tellAll();
    listing = gap.membersShown ? new ArrayList<>() : listing;
    hearing.recovered();
  }

  /** Time goes on to {@code until}, never back, and what is due by then is decided. */
  void runTo(Instant until, Function<Instant, Moment> moments) {
    while (!deadlines.isEmpty() && !deadlines.first().at().isAfter(until)) {
      Deadline due = deadlines.first();
      deadlines.remove(due);
      time = due.at().isAfter(time) ? due.at() : time;
      decide(due, moments.apply(time));
    }
    time = until.isAfter(time) ? until : time;
  }

  private void decide(Deadline due, Moment now) {
    switch (due.what()) {
      case QUEUE_EXIT -> callAt(due.subject()).ifPresent(c -> QueueFolds.decideExit(c, now));
      case OFFER -> callAt(due.subject()).ifPresent(c -> Settling.stopped(this, c, now));
      case RESUME -> callAt(due.subject()).ifPresent(c -> c.settleResume(now));
      case TRANSFER -> callAt(due.subject()).ifPresent(c -> c.settleTransfer(now));
      case LATE_TRANSFER ->
          lateTransfer.giveUp(due.subject()).forEach(s -> DISPATCH.fold(this, s, now));
      case RUNG -> callAt(due.subject()).ifPresent(c -> ChannelFolds.forgetRung(this, c, now));
      case WRAP_UP -> callAt(due.subject()).ifPresent(c -> close(c, now));
      case LATE_RECORDS -> LateRecords.tell(this, now);
      case FORGET -> past.forget(due.subject());
      case PAUSE -> {
        Agent agent = agents.get(due.subject());
        if (agent != null) {
          agent.settlePause(now);
        }
      }
    }
  }

  Moment moment(Instant at, Site site, Instant recordedAt, Origin origin, Consumer<Event> out) {
    return new Moment(name, site, at, recordedAt, origin, deadlines, out);
  }

  /** When the next thing is to be decided; nothing is while nobody listens. */
  Optional<Instant> nextDeadline() {
    return deadlines.isEmpty() || hearing.gap() != null
        ? Optional.empty()
        : Optional.of(deadlines.first().at());
  }

  /** The highest time that it has spoken of. */
  Instant time() {
    return time;
  }

  private Optional<Call> callAt(String uniqueid) {
    return Optional.ofNullable(calls.get(uniqueid));
  }

  /** The open call of a channel. */
  @Nullable Call callOf(Line line) {
    Call call = line.call(calls);
    return call == null || call.endedAt != null ? null : call;
  }

  /** The open call of a channel; absent where the channel came up unseen or belongs to none. */
  @Nullable Call callOf(Channel channel) {
    Line line = lines.get(channel.uniqueid());
    return line == null ? null : callOf(line);
  }

  /** A call enters on {@code line}. */
  Call begin(Line line, Moment now) {
    Party caller = party(lines.behind(line), now);
    Initiation dialledIn = caller.isOutside() ? Initiation.INBOUND : Initiation.DIALLED;
    Initiation initiation = line.outgoing ? Initiation.ORIGINATE : dialledIn;
    Channel channel = line.channel;
    CallerRef from = new CallerRef(channel.callerNumber(), channel.callerName());
    Call call = begin(line, new Entry(channel, from, caller, initiation, line.createdAt), now);
    Line held = holdingLine(line.endpoint());
    Call first = held == null ? null : callOf(held);
    if (held != null && first != null && !caller.isOutside()) {
      Consultation.begin(call, first, held.uniqueid());
    }
    return call;
  }

  /** A call that began so, on this channel. */
  Call begin(Line line, Entry entry, Moment now) {
    Call call = beginRecorded(line.uniqueid(), entry, now);
    join(line, call);
    return call;
  }

  /** A call of which there is no channel any longer. */
  Call beginRecorded(String uniqueid, Entry entry, Moment now) {
    String id = now.site().callIds().of(name, uniqueid);
    Call call = new Call(story(Subject.Kind.CALL, id), entry);
    calls.put(uniqueid, call);
    return call;
  }

  /** Whatever began on the channel is no call. */
  void forget(Line line) {
    Call call = callOf(line);
    if (call != null && call.direction() == null) {
      calls.remove(call.uniqueid);
      for (String uniqueid : call.channels) {
        belongsToNone(uniqueid);
      }
    }
  }

  private void belongsToNone(String channel) {
    Line line = lines.get(channel);
    if (line != null) {
      line.belongsTo(null);
    }
  }

  /** All channels are gone. */
  void end(Call call, Moment now) {
    // A phone's call that never dialled anybody and joined no queue stayed inside.
    call.receive(now, Direction.INTERNAL);
    Settling.withdraw(call, now); // Whose hangup was not heard, or who rings for another call now.
    Talk last = call.conversation.last();
    Duration wrapUp = last == null ? Duration.ZERO : wrapUp(last, now.site());
    call.end(now, wrapUp);
    if (wrapUp.isZero()) {
      leaveBehind(call, now);
    }
  }

  /** What a Local channel's half did before it was known on whose behalf. */
  void refold(@Nullable Line line, Moment now) {
    if (line != null) {
      line.release().forEach(signal -> DISPATCH.fold(this, signal, now));
    }
  }

  /** Who hears whom in the call, by the bridges as they are. */
  void follow(Call call, Moment now) {
    call.conversation.follow(lines, now.time());
    for (Talk talk : call.conversation.talks()) {
      if (!talk.isOver()) {
        adopt(talk.near(), call);
        adopt(talk.far(), call);
      }
    }
  }

  /** An agent's session has been in other calls before, and a consulted call may be over. */
  private void adopt(Talk.Side side, Call call) {
    Line line = lines.get(side.channel());
    if (line != null && (line.session != null || callOf(line) == null)) {
      line.belongsTo(call);
    }
  }

  /** The channel with which this endpoint holds somebody. */
  @Nullable Line holdingLine(Endpoint endpoint) {
    return lines.get(holding.get(endpoint.toString()));
  }

  void holds(Line line) {
    line.holds = true;
    holding.put(line.endpoint().toString(), line.uniqueid());
  }

  /** A channel that is gone. */
  @Nullable Line remove(String uniqueid) {
    Line line = lines.remove(uniqueid);
    if (line != null && line.holds) {
      holding.remove(line.endpoint().toString(), uniqueid);
    }
    return line;
  }

  void join(Line line, Call call) {
    line.belongsTo(call);
    if (!call.channels.contains(line.uniqueid())) {
      call.channels.add(line.uniqueid());
    }
  }

  private void close(Call call, Moment now) {
    call.close(now);
    leaveBehind(call, now);
  }

  /** It is closed: what may still be asked for of it is kept for a while. */
  private void leaveBehind(Call call, Moment now) {
    calls.remove(call.uniqueid);
    past.close(call, now);
  }

  /** Whose phone the channel is of. */
  Party party(Line line, Moment now) {
    if (line.session != null) {
      return Party.agent(poolAgent(line.session).ref());
    }
    Endpoint endpoint = line.endpoint();
    AgentRef agent = agentOn(endpoint, now.site().directory());
    if (agent != null) {
      return Party.agent(agent);
    }
    return now.site().isPhoneNumber(endpoint.number()) && !line.isLocal()
        ? Party.extension(endpoint.number())
        : Party.outside(line.channel.callerNumber());
  }

  /** The agent of app_agent_pool with this id. */
  Agent poolAgent(String id) {
    return agents.computeIfAbsent("Agent:" + id, k -> new Agent(story(Subject.Kind.AGENT, k), id));
  }

  /** The agent that a queue's member is, known or not. */
  Agent agent(String iface, @Nullable String stateInterface, String memberName) {
    String key = agentKeys.of(iface, stateInterface);
    Agent agent =
        agents.computeIfAbsent(key, k -> new Agent(story(Subject.Kind.AGENT, k), memberName));
    agent.rename(memberName);
    return agent;
  }

  /** Who is shown as this in {@code queue_log}: by the member's name, else by the interface. */
  Agent memberNamed(String name) {
    return knownMember(name).orElseGet(() -> agent(name, null, name));
  }

  Optional<Agent> knownMember(String memberName) {
    for (Agent agent : agents.values()) {
      if (agent.isNamed(memberName)) {
        return Optional.of(agent);
      }
    }
    List<Member> listed = hearing.gap() == null ? List.of() : hearing.gap().members;
    return listed.stream()
        .filter(m -> m.name().equals(memberName) || m.iface().equals(memberName))
        .findFirst()
        .map(m -> agent(m.iface(), m.stateInterface(), m.name()));
  }

  List<Agent> agents() {
    return List.copyOf(agents.values());
  }

  /** Who is at this interface, else the only one who is shown with this number or username. */
  @Nullable AgentRef agentNamed(String name, Directory directory) {
    AgentRef agent = agentOn(Endpoint.ofInterface(name), directory);
    if (agent != null) {
      return agent;
    }
    List<AgentRef> namesakes =
        agents.values().stream()
            .map(a -> directory.named(a.ref()))
            .filter(a -> name.equals(a.number()) || name.equals(a.username()))
            .toList();
    return namesakes.size() == 1 ? namesakes.get(0) : null;
  }

  /** A member of a queue; else who stands in the directory. */
  private @Nullable AgentRef agentOn(Endpoint endpoint, Directory directory) {
    Agent member = agents.get(agentKeys.on(endpoint));
    return member == null ? directory.agentOn(endpoint) : member.ref();
  }

  /** The wrap-up of who talked last: the member's own, else the queue's of the site. */
  Duration wrapUp(Talk talk, Site site) {
    if (talk.queue == null || talk.near().party().agent() == null) {
      return Duration.ZERO;
    }
    Agent agent = agents.get(talk.near().party().agent().iface());
    Duration own = agent == null ? Duration.ZERO : agent.wrapUp(talk.queue);
    return own.isZero() ? site.wrapUp(talk.queue) : own;
  }

  int agentsLoggedIn() {
    return (int) agents.values().stream().filter(Agent::isLoggedIn).count();
  }

  private Story story(Subject.Kind kind, String id) {
    Subject subject = new Subject(kind, name, id);
    return new Story(subject, told.getOrDefault(key(subject), 0L));
  }

  /** A subject as the key of a map. */
  static String key(Subject subject) {
    return subject.kind() + " " + subject.pbx() + " " + subject.id();
  }
}
