package org.switchhook.telephony;

import static org.switchhook.event.EventType.*;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallDetail.Initiation;
import org.switchhook.event.CallDetail.QueueExit;
import org.switchhook.event.CallRef;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.event.CallerRef;
import org.switchhook.event.EventType;
import org.switchhook.event.PartyRef;
import org.switchhook.event.QueueRef;
import org.switchhook.telephony.signal.Channel;

/**
 * One call, followed by its channels. It is over when none of them is left, whatever their
 * linkedids say.
 */
final class Call {

  private final Story story;

  /** The uniqueid of the first channel, which is the caller's. */
  final String uniqueid;

  private final Instant startedAt;
  private final Party caller;
  private final Initiation initiation;
  private final Channel entered;
  private @Nullable Direction direction;
  private @Nullable String queue;
  private @Nullable QueueRef leftQueue;
  private @Nullable QueueExit exit;

  /** Nobody was rung since it left that queue. */
  private boolean exitWasLast;

  private int offersMade;

  /** As the dialplan set it; else the queue's name serves. */
  @Nullable String campaign;

  /** What the dialplan attached, by name. */
  private final SortedMap<String, String> data = new TreeMap<>();

  /** The channels that are up. */
  final SortedSet<String> channels = new TreeSet<>();

  /** Ring attempts under way. */
  final List<Offer> offers = new ArrayList<>();

  final Conversation conversation = new Conversation();
  @Nullable QueueVisit visit;

  /** How the last ring attempt ended, and the cause that its channel gave. */
  CallDetail.@Nullable Outcome lastOutcome;

  CallDetail.@Nullable Cause failure;
  CallDetail.@Nullable Cause hangupCause;

  /** Handed over, and it is not known yet whereto. */
  @Nullable Transfer transfer;

  boolean callerHungUp;
  @Nullable Instant endedAt;

  Call(Story story, Party caller, Initiation initiation, Channel entered, Instant startedAt) {
    this.story = story;
    this.uniqueid = entered.uniqueid();
    this.caller = caller;
    this.initiation = initiation;
    this.entered = entered;
    this.startedAt = startedAt;
  }

  Party caller() {
    return caller;
  }

  boolean isOutbound() {
    return direction == Direction.OUTBOUND;
  }

  boolean isInternal() {
    return direction == Direction.INTERNAL;
  }

  /** Tells {@code call.received}, once; a phone's call waits for it until its direction shows. */
  void receive(Moment now, Direction whereTo) {
    if (direction != null) {
      return;
    }
    direction = whereTo;
    tell(
        now,
        CALL_RECEIVED,
        caller.agent(),
        new CallDetail.Received(
            entered.exten(), entered.context(), initiation, caller.extension()));
  }

  void joinQueue(Moment now, String name, int position, int waiting) {
    settleTransfer(now, new PartyRef(null, null, null, new QueueRef(name)));
    leaveQueue(now);
    if (exit != null) {
      QueueRef from = leftQueue;
      QueueExit reason = exit;
      exit = null;
      if (from != null) {
        queue = name;
        tell(now, CALL_FORWARDED, null, new CallDetail.Forwarded(from, new QueueRef(name), reason));
      }
    }
    visit = new QueueVisit(name, position, now.time());
    queue = name;
    tell(now, CALL_QUEUED, null, new CallDetail.Queued(new QueueRef(name), position, waiting));
  }

  /** The caller left a queue and goes on: told, where it was left and not told yet. */
  void leaveQueue(Moment now) {
    QueueVisit stay = visit;
    if (stay == null || stay.leftAt == null) {
      return;
    }
    visit = null;
    leftQueue = stay.ref();
    exit = stay.exit();
    exitWasLast = true;
    long waitMs = stay.leftAt.toEpochMilli() - stay.joinedAt.toEpochMilli();
    tell(
        now.of(stay.leftAt),
        CALL_LEFT_QUEUE,
        null,
        new CallDetail.LeftQueue(stay.ref(), exit, waitMs));
  }

  Offer offer(Moment now, Party party, String channel, @Nullable String fromQueue) {
    settleTransfer(now, party.ref());
    offersMade++;
    exitWasLast = false;
    Offer offer = new Offer(story.id() + "#" + offersMade, channel, party, fromQueue, now.time());
    offers.add(offer);
    tell(
        now,
        CALL_ALLOCATED,
        party.agent(),
        new CallDetail.Allocated(offer.id, party.extension(), party.number(), offer.queueRef()));
    return offer;
  }

  void reject(Moment now, Offer offer, CallDetail.Outcome outcome) {
    offers.remove(offer);
    lastOutcome = outcome;
    Instant stopped = offer.stoppedAt == null ? now.time() : offer.stoppedAt;
    tell(
        now,
        CALL_REJECTED,
        offer.party.agent(),
        new CallDetail.Rejected(
            offer.id,
            offer.party.extension(),
            offer.party.number(),
            offer.queueRef(),
            outcome,
            stopped.toEpochMilli() - offer.startedAt.toEpochMilli()));
  }

  void accept(Moment now, Offer offer) {
    offers.remove(offer);
    Instant waitedFrom = visit == null ? startedAt : visit.joinedAt;
    visit = null;
    exit = null;
    // The phone's side is whose talk is told: of an outbound call that is the caller.
    Party talker = isOutbound() ? caller : offer.party;
    conversation.begin(new Talk(talker, offer.party, offer.queue, offer.channel, now.time()));
    tell(
        now,
        CALL_ACCEPTED,
        offer.party.agent(),
        new CallDetail.Accepted(
            offer.id,
            offer.party.extension(),
            offer.party.number(),
            offer.queueRef(),
            now.msSince(waitedFrom),
            now.msSince(offer.startedAt)));
  }

  /** It went to an extension that neither queued it nor rang anybody. */
  void settleTransfer(Moment now) {
    if (transfer != null) {
      settleTransfer(now, Party.extension(transfer.extension()).ref());
    }
  }

  /** Tells the transfer that is open, at the time at which it happened. */
  private void settleTransfer(Moment now, PartyRef to) {
    Transfer open = transfer;
    if (open == null) {
      return;
    }
    transfer = null;
    tell(
        now.of(open.at()),
        CALL_TRANSFERRED,
        open.by().agent(),
        new CallDetail.Transferred(CallDetail.Transfer.BLIND, open.by().ref(), to));
  }

  void hold(Moment now, String channel) {
    if (conversation.running() && conversation.hold(channel, now.time())) {
      Party by = partyOn(channel);
      tell(now, CALL_HELD, by.agent(), new CallDetail.Held(by.ref()));
    }
  }

  void unhold(Moment now, String channel) {
    Instant since = conversation.unhold(channel, now.time());
    if (since != null) {
      Party by = partyOn(channel);
      tell(now, CALL_RESUMED, by.agent(), new CallDetail.Resumed(by.ref(), now.msSince(since)));
    }
  }

  private Party partyOn(String channel) {
    Talk talk = conversation.of(channel);
    return talk == null ? caller : talk.answeredBy;
  }

  /** Tells how the call ended, and {@code call.closed} too where there is no wrap-up. */
  void end(Moment now, Duration wrapUp) {
    settleTransfer(now);
    endedAt = now.time();
    if (conversation.began()) {
      tell(now, CALL_ENDED, lastAgent(), ended(now));
    } else {
      tell(now, CALL_ABANDONED, null, abandoned(now));
    }
    if (conversation.began() && !wrapUp.isZero()) {
      now.decideBy(now.time().plus(wrapUp), Deadline.What.WRAP_UP, uniqueid);
    } else {
      close(now);
    }
  }

  void close(Moment now) {
    Instant end = endedAt == null ? now.time() : endedAt;
    tell(now, CALL_CLOSED, lastAgent(), new CallDetail.Closed(now.msSince(end)));
  }

  private CallDetail.Ended ended(Moment now) {
    Instant answered = conversation.answeredAt == null ? now.time() : conversation.answeredAt;
    return new CallDetail.Ended(
        endedBy(),
        hangupCause,
        answered.toEpochMilli() - startedAt.toEpochMilli(),
        conversation.talkMs(),
        conversation.holdMs(),
        now.msSince(startedAt),
        conversation.talks().stream().map(Talk::segment).toList());
  }

  private CallDetail.EndedBy endedBy() {
    if (conversation.endedBy == null) {
      return CallDetail.EndedBy.SYSTEM;
    }
    boolean byCaller = conversation.endedBy.equals(uniqueid);
    if (!isInternal() && byCaller == isOutbound()) {
      return CallDetail.EndedBy.AGENT;
    }
    return byCaller ? CallDetail.EndedBy.CALLER : CallDetail.EndedBy.CALLEE;
  }

  private CallDetail.Abandoned abandoned(Moment now) {
    QueueVisit stay = visit;
    Instant waitedFrom = stay == null ? startedAt : stay.joinedAt;
    Instant waitedTo = stay == null || stay.leftAt == null ? now.time() : stay.leftAt;
    CallDetail.AbandonReason reason = Abandonment.reason(this, exitWasLast ? exit : null);
    return new CallDetail.Abandoned(
        reason,
        Abandonment.queueExit(this, exit),
        queue == null ? null : new QueueRef(queue),
        stay == null ? null : stay.position,
        waitedTo.toEpochMilli() - waitedFrom.toEpochMilli(),
        reason == CallDetail.AbandonReason.CALLER_HANGUP || failure == null
            ? hangupCause
            : failure);
  }

  private @Nullable AgentRef lastAgent() {
    Talk last = conversation.last();
    return last == null ? null : last.party.agent();
  }

  private void tell(Moment now, EventType type, @Nullable AgentRef agent, CallDetail detail) {
    settleTransfer(now); // Nothing is told before what happened before it.
    story.tell(now, type, ref(), agent, detail);
  }

  /** Empty takes away, as an empty variable is none to a dialplan. */
  void attach(String name, String value) {
    if (value.isEmpty()) {
      data.remove(name);
    } else {
      data.put(name, value);
    }
  }

  private CallRef ref() {
    if (direction == null) {
      throw new IllegalStateException("call " + uniqueid + " is told before it was received");
    }
    return new CallRef(
        story.id(),
        uniqueid,
        direction,
        queue == null ? CallRef.Kind.DIRECT : CallRef.Kind.QUEUE,
        new CallerRef(entered.callerNumber(), entered.callerName()),
        new CallerRef(entered.exten(), null),
        campaign == null ? queue : campaign,
        queue == null ? null : new QueueRef(queue),
        startedAt,
        new TreeMap<>(data));
  }
}
