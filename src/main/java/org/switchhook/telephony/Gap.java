package org.switchhook.telephony;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.event.GapCause;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.ChannelSignal;
import org.switchhook.telephony.signal.ChannelSignal.Created;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;
import org.switchhook.telephony.signal.DialSignal;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal;
import org.switchhook.telephony.signal.MemberSignal.Listed;
import org.switchhook.telephony.signal.OfferSignal;
import org.switchhook.telephony.signal.QueueSignal;
import org.switchhook.telephony.signal.RecordSignal;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;
import org.switchhook.telephony.signal.ResyncSignal.AllShown;
import org.switchhook.telephony.signal.ResyncSignal.CallerShown;
import org.switchhook.telephony.signal.ResyncSignal.ChannelShown;
import org.switchhook.telephony.signal.ResyncSignal.QueuesShown;
import org.switchhook.telephony.signal.Signal;
import org.switchhook.telephony.signal.TransferSignal;

/**
 * A time in which nobody listened to a PBX, until what happened in it is told. What is heard again
 * meanwhile is held back: it comes behind that.
 */
final class Gap {

  /**
   * Its records are told in the order of the times that they bear: that of a ring attempt long
   * before that of the talk which followed it.
   */
  static final Duration RECORDS_SETTLE = Duration.ofMinutes(30);

  /** A record bears whole seconds. */
  private static final Duration PRECISION = Duration.ofSeconds(2);

  /** By the bridge's clock; absent where the PBX was never heard before. */
  final @Nullable Instant from;

  /** The last that was heard before, by the PBX's clock. */
  final @Nullable Instant cut;

  /** Since when it is heard again, by the bridge's clock; absent while it is not. */
  private @Nullable Instant to;

  private GapCause cause;

  /** The channels that are up, by uniqueid. */
  final Map<String, ChannelShown> channels = new LinkedHashMap<>();

  /** Their uniqueids, by name: a record of another channel knows no more than that. */
  private final Map<String, String> uniqueids = new HashMap<>();

  final List<CallerShown> callers = new ArrayList<>();
  final List<Member> members = new ArrayList<>();
  boolean membersShown;
  private @Nullable AllShown shown;
  private RecordSignal.@Nullable Read read;

  /** By the uniqueid of the caller's channel. */
  final Map<String, RecordedCall> recorded = new LinkedHashMap<>();

  /** Calls that are over as the records say, in the order of their ends. */
  private final Deque<Over> over = new ArrayDeque<>();

  /** Of members and agents, and of no call. */
  final List<QueueLogged> ofMembers = new ArrayList<>();

  private final List<Signal> heldBack = new ArrayList<>();

  /** How many of them came before the lists, which have what they say too. */
  private int heardBefore;

  /** The same by the second, so that each line of a long log meets few. */
  private transient @Nullable Map<Long, List<Signal>> heardIn;

  /** The uniqueids of the channels that came and went since it is heard again. */
  final Set<String> born = new LinkedHashSet<>();

  final Set<String> gone = new LinkedHashSet<>();

  final Tally tally = new Tally();

  final LocalHalves halves = new LocalHalves();
  final CelLog cel = new CelLog();

  private record Over(String call, Instant at) {}

  Gap(@Nullable Instant from, @Nullable Instant cut, GapCause cause) {
    this.from = from;
    this.cut = cut;
    this.cause = cause;
  }

  GapCause cause() {
    return cause;
  }

  @Nullable Instant to() {
    return to;
  }

  /** The journal's end was not readable, which is why more is missing than the bridge's absence. */
  void isFor(GapCause better) {
    cause = better;
  }

  /** It is heard again. */
  void ends(Instant at) {
    to = at;
  }

  /** It is lost again, before all was told: what was gathered comes once more. */
  void goesOn(GapCause why) {
    cause = why;
    to = null;
    shown = null;
    read = null;
    heardBefore = 0;
    membersShown = false;
    List.of(callers, members, ofMembers, heldBack, over, born, gone).forEach(c -> c.clear());
    heardIn = null;
    channels.clear();
    uniqueids.clear();
    recorded.clear();
    halves.clear();
    cel.clear();
  }

  /** All of it is told, but what is written late. */
  void isTold() {
    List.of(callers, members, ofMembers, heldBack, over).forEach(c -> c.clear());
    heardIn = null;
    recorded.clear();
  }

  /** Whether there is nothing more to wait for. */
  boolean isKnown() {
    return to != null && shown != null && read != null;
  }

  /** Until when the lists are all there is: what is heard behind them is understood. */
  @Nullable Instant until() {
    return shown == null ? to : shown.time();
  }

  boolean channelsShown() {
    return shown != null && shown.channels();
  }

  boolean queueLogRead() {
    return read != null && read.queueLog();
  }

  boolean cdrRead() {
    return read != null && read.cdr();
  }

  List<Signal> heldBack() {
    return heldBack;
  }

  void take(Signal signal) {
    if (to == null) {
      return; // Of a connection that is lost.
    }
    if (signal instanceof ChannelShown channel) {
      channels.put(channel.channel().uniqueid(), channel);
      uniqueids.put(channel.channel().name(), channel.channel().uniqueid());
    } else if (signal instanceof CallerShown caller) {
      callers.add(caller);
    } else if (signal instanceof Listed listed) {
      members.add(listed.member());
    } else if (signal instanceof QueuesShown) {
      membersShown = true;
    } else if (signal instanceof AllShown all) {
      shown = all;
      heardBefore = heldBack.size();
      heardIn = null;
    } else if (signal instanceof RecordSignal wrote) {
      take(wrote);
    } else if (!(signal instanceof Tick)) {
      holdBack(signal);
    }
  }

  private void take(RecordSignal wrote) {
    if (wrote instanceof RecordSignal.Read all) {
      read = all;
    } else if (wrote instanceof CdrWritten cdr) {
      of(cdr.uniqueid()).cdrs.add(cdr);
      over.add(new Over(cdr.uniqueid(), cdr.time()));
      halves.take(cdr);
    } else if (wrote instanceof CelWritten event) {
      cel.take(event);
    } else if (wrote instanceof QueueLogged line) {
      take(line);
    }
  }

  private void take(QueueLogged line) {
    switch (line.event()) {
      case ADDMEMBER, REMOVEMEMBER, PAUSE, UNPAUSE, AGENTLOGIN, AGENTLOGOFF -> ofMembers.add(line);
      default -> {
        if (line.call() != null) {
          of(line.call()).lines.add(line);
        }
      }
    }
  }

  /** Of a channel of this name; its name where it is not up any longer. */
  String uniqueid(String channel) {
    return uniqueids.getOrDefault(channel, channel);
  }

  /** Whether they are in one bridge at its end, or through a Local channel may be connected. */
  boolean areTogether(String channel, String other) {
    ChannelShown one = channels.get(channel);
    ChannelShown two = channels.get(other);
    if (one == null || two == null) {
      return false;
    }
    boolean local = isLocal(one) || isLocal(two);
    return local || (one.bridge() != null && one.bridge().equals(two.bridge()));
  }

  private static boolean isLocal(ChannelShown shown) {
    return shown.channel().name().startsWith("Local/");
  }

  /** Somebody answered, as is recorded. */
  void accept(Call call, Offer taken, Moment now) {
    for (Offer other : List.copyOf(call.offers)) {
      if (!other.equals(taken)) {
        call.reject(now, other, Outcome.ANSWERED_ELSEWHERE);
      }
    }
    call.accept(now, taken);
    tally.unresolved(Missing.HOLDS, call);
  }

  private RecordedCall of(String call) {
    return recorded.computeIfAbsent(call, c -> new RecordedCall());
  }

  private void holdBack(Signal signal) {
    heldBack.add(signal);
    if (heardIn != null) {
      heardIn.computeIfAbsent(signal.time().getEpochSecond(), s -> new ArrayList<>()).add(signal);
    }
    if (signal instanceof Created created) {
      born.add(created.channel().uniqueid());
    } else if (signal instanceof HungUp hungUp) {
      gone.add(hungUp.channel().uniqueid());
    }
  }

  /** Whether the same was heard, now that the PBX is heard again. */
  boolean isHeard(QueueLogged line) {
    long second = line.time().getEpochSecond();
    long precision = PRECISION.toSeconds();
    return LongStream.rangeClosed(second - precision, second + precision)
            .boxed()
            .flatMap(s -> heardIn().getOrDefault(s, List.of()).stream())
            .anyMatch(signal -> isNear(signal, line) && isSame(signal, line))
        || isRungAgain(line);
  }

  /** Its ringing began since the PBX is heard again, so that its end is heard too. */
  private boolean isRungAgain(QueueLogged line) {
    return switch (line.event()) {
      case RINGNOANSWER, RINGCANCELED, CONNECT ->
          heldBack.stream().limit(heardBefore).anyMatch(signal -> isBeginning(signal, line));
      default -> false;
    };
  }

  private static boolean isBeginning(Signal signal, QueueLogged line) {
    return signal instanceof OfferSignal.Called called
        && called.caller().uniqueid().equals(line.call())
        && called.memberName().equals(line.member())
        && !line.time().plusSeconds(1).isBefore(called.time());
  }

  private Map<Long, List<Signal>> heardIn() {
    Map<Long, List<Signal>> known = heardIn;
    if (known == null) {
      known =
          heldBack.stream()
              .skip(heardBefore)
              .collect(groupingBy(s -> s.time().getEpochSecond(), HashMap::new, toList()));
      heardIn = known;
    }
    return known;
  }

  /** Whether the transfer was heard, now that the PBX is heard again. */
  boolean isHeard(RecordedTransfer transfer) {
    return heldBack.stream()
        .anyMatch(
            signal ->
                signal instanceof TransferSignal heard
                    && transfer.isBy(heard.transferer().uniqueid()));
  }

  private static boolean isNear(Signal signal, QueueLogged line) {
    // AMI may say who is connected in the second after the one that the log bears.
    boolean connect = signal instanceof OfferSignal.Connected;
    Instant latest = line.time().plusSeconds(connect ? 2 : 1);
    Instant earliest = line.time().minus(RecordedStory.WRITTEN_LATE);
    return !signal.time().isBefore(earliest) && signal.time().isBefore(latest);
  }

  private static boolean isSame(Signal signal, QueueLogged line) {
    String call = line.call();
    return switch (line.event()) {
      case ENTERQUEUE ->
          signal instanceof QueueSignal.Joined joined && joined.channel().uniqueid().equals(call);
      case CONNECT ->
          signal instanceof OfferSignal.Connected with && with.caller().uniqueid().equals(call);
      case RINGNOANSWER ->
          signal instanceof OfferSignal.RangNoAnswer rang
              && rang.caller().uniqueid().equals(call)
              && rang.memberName().equals(line.member());
      case RINGCANCELED -> isCancel(signal, call);
      case ABANDON, EXITWITHTIMEOUT, EXITWITHKEY, EXITEMPTY, WITHDRAW ->
          signal instanceof QueueSignal.Left left && left.channel().uniqueid().equals(call);
      case COMPLETEAGENT, COMPLETECALLER ->
          signal instanceof ChannelSignal.LeftBridge left && left.channel().uniqueid().equals(call);
      case BLINDTRANSFER, ATTENDEDTRANSFER -> signal instanceof TransferSignal;
      case ADDMEMBER, REMOVEMEMBER, PAUSE, UNPAUSE ->
          signal instanceof MemberSignal of && isOf(of.member(), line);
      default -> false;
    };
  }

  private static boolean isCancel(Signal signal, @Nullable String call) {
    return signal instanceof DialSignal.Ended ended
        && ended.from() != null
        && ended.from().uniqueid().equals(call)
        && ended.status().equals("CANCEL");
  }

  private static boolean isOf(Member member, QueueLogged line) {
    boolean named = member.name().equals(line.member()) || member.iface().equals(line.member());
    return named && member.queue().equals(line.queue());
  }

  /** Whether whatever belongs to a record of the one time has come by the other. */
  static boolean isSettled(Instant last, Instant time) {
    return last.plus(RECORDS_SETTLE).isBefore(time);
  }

  /** The next call of which all is written by {@code time}; absent where there is none. */
  @Nullable String nextOver(Instant time) {
    Over next = over.peek();
    if (next == null || !isSettled(next.at(), time)) {
      return null;
    }
    over.remove();
    return next.call();
  }
}
