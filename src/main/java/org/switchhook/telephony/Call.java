package org.switchhook.telephony;

import static org.switchhook.event.EventType.*;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallDetail.QueueExit;
import org.switchhook.event.CallRef;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.event.EventType;
import org.switchhook.event.PartyRef;
import org.switchhook.event.QueueRef;
import org.switchhook.telephony.signal.Channel;

/**
 * One call, followed by its channels. It is over when none of them is left, whatever their
 * linkedids say.
 */
final class Call {

  /** Asterisk takes a held party off hold some milliseconds before it transfers that one. */
  private static final Duration RESUME_SETTLES = Duration.ofMillis(200);

  private final Story story;

  /** The uniqueid of the first channel, which is the caller's. */
  final String uniqueid;

  private final Entry entry;
  private @Nullable Direction direction;

  /** The consultation about it that began last, by uniqueid. */
  @Nullable String consultedIn;

  private @Nullable Consultation consultation;

  private @Nullable String queue;
  private @Nullable QueueRef leftQueue;
  @Nullable QueueExit exit;

  /** Nobody was rung since it left that queue. */
  boolean exitWasLast;

  private int offersMade;

  /** As the dialplan set it; else the queue's name serves. */
  @Nullable String campaign;

  /** What the dialplan attached, by name. */
  final Attachments data = new Attachments();

  /** The channels that are up. */
  final List<String> channels = new ArrayList<>(2);

  /** Ring attempts under way. */
  final List<Offer> offers = new ArrayList<>(2);

  final Conversation conversation = new Conversation();

  /**
   * On whose behalf others are rung, and with whom they talk then: the caller, until a transfer
   * leaves somebody else behind.
   */
  private Talk.Side anchor;

  @Nullable QueueVisit visit;

  /** How the last ring attempt ended, and the cause that its channel gave. */
  CallDetail.@Nullable Outcome lastOutcome;

  CallDetail.@Nullable Cause failure;
  CallDetail.@Nullable Cause hangupCause;

  /** Handed over, and it is not known yet whereto. */
  @Nullable Transfer transfer;

  /** Taken off hold, and it is not known yet whether for a transfer. */
  private @Nullable Resume resume;

  /** What was coded of it and is not told yet. */
  private final List<Disposition> coded = new ArrayList<>(0);

  private final List<Remark> remarks = new ArrayList<>(0);

  /** The anchor hung up. */
  boolean callerHungUp;

  @Nullable Instant endedAt;

  /** It ended in a gap, and nothing says how. */
  boolean endUnheard;

  /** The sign of its end may have come in a gap, where that follows until then. */
  @Nullable Instant unheardUntil;

  final LastHeard lastHeard = new LastHeard();

  Call(Story story, Entry entry) {
    this.story = story;
    this.uniqueid = entry.channel().uniqueid();
    this.entry = entry;
    this.anchor = new Talk.Side(entry.caller(), uniqueid);
  }

  String id() {
    return story.id();
  }

  /** Not before what is told: Asterisk's records bear whole seconds. */
  Moment behindTold(Moment now) {
    return story.notBefore(now);
  }

  Entry entry() {
    return entry;
  }

  /** It is a talk about another call. */
  void isConsultation(Consultation about) {
    consultation = about;
  }

  @Nullable Consultation consultation() {
    return consultation;
  }

  @Nullable Direction direction() {
    return direction;
  }

  @Nullable QueueRef queue() {
    return queue == null ? null : new QueueRef(queue);
  }

  Talk.Side anchor() {
    return anchor;
  }

  boolean isAnchor(Line line) {
    return anchor.channel().equals(line.uniqueid());
  }

  boolean anchorIsUp() {
    return channels.contains(anchor.channel());
  }

  @Nullable Offer offerOn(Line line) {
    for (Offer offer : offers) {
      if (offer.channel.equals(line.uniqueid())) {
        return offer;
      }
    }
    return null;
  }

  /** A party hands over, and leaves this one behind, to be connected with somebody else. */
  void handOver(Talk.Side by, Talk.Side behind, Instant at) {
    if (resume != null && resume.by().equals(by)) {
      resume = null; // Asterisk takes off hold whom it connects with somebody else.
    }
    conversation.leave(by.channel(), at);
    anchor = behind;
    callerHungUp = false;
    conversation.goesOn();
  }

  /** Tells {@code call.received}, once; a phone's call waits for it until its direction shows. */
  void receive(Moment now, Direction whereTo) {
    if (direction != null) {
      return;
    }
    direction = whereTo;
    Channel entered = entry.channel();
    Party caller = entry.caller();
    tell(
        now,
        CALL_RECEIVED,
        caller.agent(),
        new CallDetail.Received(
            entered.exten(), entered.context(), entry.initiation(), caller.extension()));
  }

  /**
   * @param position absent, as {@code waiting}, where Asterisk's records are all that tells
   */
  void joinQueue(Moment now, String name, @Nullable Integer position, @Nullable Integer waiting) {
    settleTransfer(now, new PartyRef(null, null, null, new QueueRef(name)));
    leaveQueue(now);
    if (exit != null) {
      QueueExit reason = exit;
      exit = null;
      queue = name;
      tell(
          now,
          CALL_FORWARDED,
          null,
          new CallDetail.Forwarded(leftQueue, new QueueRef(name), reason));
    }
    visit = new QueueVisit(name, position, now.time());
    queue = name;
    lastHeard.joined(name, now.time());
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
    QueueExit reason = stay.exitGoingOn();
    if (reason == QueueExit.WITHDRAWN) {
      Settling.withdrawRinging(this, stay.leftAt, now);
    }
    exit = reason;
    exitWasLast = true;
    tell(now.of(stay.leftAt), CALL_LEFT_QUEUE, null, stay.left());
  }

  Offer offer(Moment at, Party party, String channel, @Nullable String fromQueue) {
    settleTransfer(at, party.ref());
    Moment now = story.notBefore(at);
    offersMade++;
    exitWasLast = false;
    Offer offer = new Offer(story.id() + "#" + offersMade, channel, party, fromQueue, now.time());
    offers.add(offer);
    tell(now, CALL_ALLOCATED, party.agent(), offer.allocated());
    return offer;
  }

  void reject(Moment now, Offer offer, CallDetail.Outcome outcome) {
    offers.remove(offer);
    lastOutcome = outcome;
    lastHeard.rejected(offer.party, now.time());
    tell(now, CALL_REJECTED, offer.party.agent(), offer.rejected(outcome, now));
  }

  void accept(Moment now, Offer offer) {
    offers.remove(offer);
    Instant waitedFrom = visit == null ? entry.startedAt() : visit.joinedAt;
    visit = null;
    exit = null;
    conversation.endAll(now.time()); // Of whom it talked with before, it may not be heard.
    talk(now, new Talk.Side(offer.party, offer.channel), offer.queue);
    tell(now, CALL_ACCEPTED, offer.party.agent(), offer.accepted(waitedFrom, now));
  }

  /** Somebody talks with the anchor from now on. */
  void talk(Moment now, Talk.Side with, @Nullable String fromQueue) {
    // The phone's side is whose talk is told: of an outbound call that is the anchor.
    boolean near = with.party().isOutside() && !anchor.party().isOutside();
    conversation.begin(new Talk(near ? anchor : with, near ? with : anchor, fromQueue, now.time()));
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
    transferred(now.of(open.at()), CallDetail.Transfer.BLIND, open.by(), to, null);
  }

  /**
   * @param consultCall the id of the consultation that it follows
   */
  void transferred(
      Moment now, CallDetail.Transfer how, Party by, PartyRef to, @Nullable String consultCall) {
    tell(
        now,
        CALL_TRANSFERRED,
        by.agent(),
        new CallDetail.Transferred(how, by.ref(), to, consultCall));
  }

  void hold(Moment now, String channel) {
    Talk talk = conversation.of(channel);
    if (talk != null && talk.running() && conversation.hold(channel, now.time())) {
      Party by = talk.side(channel).party();
      tell(now, CALL_HELD, by.agent(), new CallDetail.Held(by.ref()));
    }
  }

  void unhold(Moment now, String channel) {
    settleResume(now);
    Talk talk = conversation.of(channel);
    Instant since = conversation.unhold(channel);
    if (talk != null && since != null) {
      resume = new Resume(talk.side(channel), since, now.time());
      now.decideBy(now.time().plus(RESUME_SETTLES), Deadline.What.RESUME, uniqueid);
    }
  }

  /** Tells the resume that is open, at the time at which it happened. */
  void settleResume(Moment now) {
    Resume open = resume;
    if (open == null) {
      return;
    }
    resume = null;
    tell(now.of(open.at()), CALL_RESUMED, open.by().party().agent(), open.told());
  }

  /** Its outcome is coded. */
  void code(Moment now, Disposition disposition) {
    coded.add(disposition.orBy(conversation.lastPhone()));
    tellCoded(now);
  }

  /** Somebody says something of it. */
  void remark(Moment now, Remark remark) {
    remarks.add(remark);
    tellCoded(now);
  }

  /** Not before that is told which has happened already: which way it goes, or whereto it went. */
  private void tellCoded(Moment now) {
    boolean leaves = visit != null && visit.leftAt != null && endedAt == null;
    if (direction != null && transfer == null && resume == null && !leaves) {
      coded.forEach(d -> d.tell(now, story, ref()));
      coded.clear();
      remarks.forEach(r -> r.tell(now, story, ref()));
      remarks.clear();
    }
  }

  /** What is kept of it once it is closed. */
  ClosedCall closed(Instant until) {
    return new ClosedCall(story, ref(), conversation.lastPhone(), until);
  }

  /** Tells how the call ended, and {@code call.closed} too where there is no wrap-up. */
  void end(Moment now, Duration wrapUp) {
    settleResume(now);
    settleTransfer(now);
    endedAt = now.time();
    endUnheard |= unheardUntil != null && !endedAt.isAfter(unheardUntil);
    tellCoded(now);
    conversation.endAll(now.time());
    if (conversation.began()) {
      tell(now, CALL_ENDED, lastAgent(), CallEnd.ended(this, now));
    } else {
      tell(now, CALL_ABANDONED, null, CallEnd.abandoned(this, now));
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

  private @Nullable AgentRef lastAgent() {
    Talk last = conversation.last();
    return last == null ? null : last.near().party().agent();
  }

  private void tell(Moment now, EventType type, @Nullable AgentRef agent, CallDetail detail) {
    settleResume(now); // Nothing is told before what happened before it.
    settleTransfer(now);
    story.tell(now, type, ref(), agent, detail);
    tellCoded(now);
  }

  /** As it is shown with each of its events. */
  private CallRef ref() {
    return CallRefs.of(this);
  }

  @Nullable String queueName() {
    return queue;
  }
}
