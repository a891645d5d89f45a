package org.switchhook.telephony;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ResyncSignal.CallerShown;
import org.switchhook.telephony.signal.ResyncSignal.ChannelShown;
import org.switchhook.telephony.signal.Uniqueid;

/**
 * Makes the model what the PBX shows at the end of a gap: who is there, who is connected with whom,
 * who is in which queue. Channels that came since it is heard again are told of by themselves.
 */
final class Alignment {

  /** Between the sign of an end and the end; what a dialplan does behind a queue begins sooner. */
  private static final Duration LATE = Duration.ofMillis(500);

  private final Pbx pbx;
  private final Gap gap;
  private final Moment now;

  Alignment(Pbx pbx, Gap gap, Moment now) {
    this.pbx = pbx;
    this.gap = gap;
    this.now = now;
  }

  void align() {
    new Members(pbx, now).are(gap.members, gap.membersShown, gap.from == null);
    if (gap.channelsShown()) {
      pbx.lines.all().forEach(this::vanish);
      gap.channels.values().stream().filter(Alignment::isSpy).forEach(this::spies);
      List.copyOf(pbx.calls.values()).forEach(this::joinRecorded);
      List<ChannelShown> shown = gap.channels.values().stream().filter(this::isNew).toList();
      shown.stream().filter(c -> !isRung(c)).forEach(this::comes);
      gap.callers.forEach(this::waits);
      shown.stream().filter(Alignment::isRung).forEach(this::isRungFor);
      gap.channels.values().forEach(this::bridge);
      List<Call> open = pbx.calls.values().stream().filter(c -> c.endedAt == null).toList();
      open.forEach(call -> pbx.follow(call, now));
      open.forEach(this::meet);
      open.forEach(this::isUp);
    }
  }

  /** What was about to show when the gap ended shows now. */
  private void isUp(Call call) {
    call.unheardUntil = now.time().plus(LATE);
    if (call.visit != null && call.visit.leftAt != null) {
      now.decideBy(now.time().plus(LATE), Deadline.What.QUEUE_EXIT, call.uniqueid);
    }
  }

  /** It came in the gap, or did in the gap what it came for. */
  private boolean isNew(ChannelShown shown) {
    String uniqueid = shown.channel().uniqueid();
    Line line = pbx.lines.get(uniqueid);
    boolean idle = line == null || (pbx.callOf(line) == null && line.session == null);
    return idle && !gap.born.contains(uniqueid);
  }

  private static boolean isSpy(ChannelShown shown) {
    return Applications.spies(shown.application());
  }

  private void spies(ChannelShown shown) {
    Line line = pbx.lines.of(shown.channel(), now.time());
    pbx.forget(line);
    line.originatedAt = null;
  }

  /** Whom the records know to be rung or to talk, and who are up still. */
  private void joinRecorded(Call call) {
    if (call.endedAt != null) {
      return;
    }
    call.offers.forEach(offer -> joinRecorded(call, offer.channel));
    for (Talk talk : call.conversation.talks()) {
      joinRecorded(call, talk.near().channel());
      joinRecorded(call, talk.far().channel());
    }
  }

  private void joinRecorded(Call call, String channel) {
    ChannelShown shown = gap.channels.get(channel);
    if (shown == null || gap.born.contains(channel)) {
      return;
    }
    Line line = pbx.lines.of(shown.channel(), now.time());
    pbx.forget(line); // Who dialled to come here made no call by that.
    if (pbx.callOf(line) == null && line.session == null) {
      pbx.join(line, call);
    }
  }

  private static boolean isRung(ChannelShown shown) {
    return Applications.isRung(shown.application());
  }

  /** A channel that is not up any longer, of a call that is. */
  private void vanish(Line line) {
    String uniqueid = line.uniqueid();
    if (gap.channels.containsKey(uniqueid) || gap.gone.contains(uniqueid)) {
      return;
    }
    Call call = pbx.callOf(line);
    if (line.session != null) {
      pbx.poolAgent(line.session).endSession(now);
    }
    if (call == null) {
      pbx.remove(uniqueid);
      return;
    }
    DispositionFolds.leave(pbx, call, line, now);
    Offer offer = call.offerOn(line);
    if (offer != null) {
      call.reject(now, offer, Outcome.UNKNOWN);
    }
    if (call.isAnchor(line)) {
      handOver(call, uniqueid);
    }
    if (!line.isLocal()) {
      call.conversation.leave(uniqueid, now.time()); // A Local channel may be optimised away.
    }
    call.channels.remove(uniqueid);
    pbx.remove(uniqueid);
    if (call.channels.isEmpty()) {
      call.endUnheard = true;
      pbx.end(call, now);
    }
  }

  /** Those for whom others were rung are gone, and who talked with them are not. */
  private void handOver(Call call, String anchor) {
    Talk talk = call.conversation.of(anchor);
    if (talk != null && gap.channels.containsKey(talk.other(anchor).channel())) {
      gap.tally.unresolved(Missing.TRANSFERS, call);
      call.handOver(talk.side(anchor), talk.other(anchor), now.time());
    }
  }

  /** A channel that nobody dialled, or half of a Local one. */
  private void comes(ChannelShown shown) {
    if (isSpy(shown)) {
      return;
    }
    Channel channel = shown.channel();
    Moment then = now.of(Uniqueid.createdAt(channel.uniqueid()).orElse(now.time()));
    boolean heard = pbx.lines.get(channel.uniqueid()) != null;
    Line line = pbx.lines.of(channel, then.time());
    if (Applications.isSession(shown.application())) {
      logsIn(line, String.valueOf(shown.data()));
    } else if (heard) {
      actsOfItself(line);
    } else if (isOriginated(channel)) {
      line.outgoing = true;
      line.originatedAt = then.time();
      actsOfItself(line);
    } else if (!line.isLocal() && !isIgnored(channel) && !isComer(channel)) {
      begin(line, then);
    }
  }

  /** Asterisk called it before the gap, in which it was answered then, and did something. */
  private void actsOfItself(Line line) {
    boolean first = line.uniqueid().equals(line.channel.linkedid());
    if (line.outgoing && first && line.originatedAt == null) {
      line.originatedAt = line.createdAt;
    }
    if (line.originatedAt != null && line.answeredAt == null && isUp(line.uniqueid())) {
      line.answeredAt = now.time();
    }
    RecordedCall recorded = gap.recorded.get(line.uniqueid());
    boolean acted = recorded != null && recorded.didSomething();
    if (acted && first) {
      begin(line, now.of(line.createdAt));
    }
  }

  private boolean isUp(String uniqueid) {
    ChannelShown shown = gap.channels.get(uniqueid);
    return shown != null && shown.channel().state() == Channel.UP;
  }

  /** It is called, or the near half of a Local channel, and by no application. */
  private static boolean isOriginated(Channel channel) {
    return channel.state() == Channel.DOWN
        || channel.state() == Channel.RINGING
        || (channel.name().startsWith("Local/") && channel.name().endsWith(";1"));
  }

  /** It was bridged with the party of a call, whose linkedid it has taken over since. */
  private boolean isComer(Channel channel) {
    return !channel.uniqueid().equals(channel.linkedid()) && callOf(channel.linkedid()) != null;
  }

  private boolean isIgnored(Channel channel) {
    return channel.exten() != null && now.site().ignores(channel.exten());
  }

  private void logsIn(Line line, String arguments) {
    int comma = arguments.indexOf(',');
    line.session = comma < 0 ? arguments : arguments.substring(0, comma);
    pbx.poolAgent(line.session).beginSession(now);
  }

  private void begin(Line line, Moment then) {
    Call call = pbx.begin(line, then);
    if (call.entry().caller().isOutside()) {
      call.receive(then, Direction.INBOUND);
    }
    RecordedCall recorded = gap.recorded.get(line.uniqueid());
    if (recorded != null) {
      Span span = new Span(then.time().minusSeconds(1), now.time());
      new RecordedStory(pbx, call, recorded, gap, span).tell(then);
    }
  }

  private void waits(CallerShown caller) {
    Line line = pbx.lines.get(caller.uniqueid());
    Call call = line == null || gap.born.contains(caller.uniqueid()) ? null : known(line);
    if (call != null && call.visit == null && !call.conversation.running()) {
      Moment joined = call.behindTold(now.of(now.time().minusSeconds(caller.waitSeconds())));
      call.receive(joined, call.entry().direction());
      call.joinQueue(joined, caller.queue(), caller.position(), null);
    }
  }

  /** A channel that Dial() or Queue() made for a call. */
  private void isRungFor(ChannelShown shown) {
    Channel channel = shown.channel();
    Moment then = now.of(Uniqueid.createdAt(channel.uniqueid()).orElse(now.time()));
    Line line = pbx.lines.of(channel, then.time());
    line.outgoing = true;
    line.rang = channel.state() == Channel.RINGING;
    boolean its = channel.uniqueid().equals(channel.linkedid()); // Who picks up has his own.
    Call call = its ? pbx.callOf(line) : callOf(channel.linkedid());
    if (call == null) {
      return;
    }
    pbx.join(line, call);
    Offer known = call.offerOn(line);
    if (known != null) {
      line.offer = known.id;
      acceptIfUp(call, known, shown);
    } else if (!call.conversation.had(line.uniqueid()) && isAttempt(call, line)) {
      rings(call, line, shown, call.behindTold(then));
    }
  }

  /** Whom a Local member rings, rings as one with it. */
  private boolean isAttempt(Call call, Line line) {
    return line.isLocal() || call.channels.stream().noneMatch(c -> isRungLocal(call, c));
  }

  private boolean isRungLocal(Call call, String channel) {
    Line line = pbx.lines.get(channel);
    return line != null
        && line.isLocal()
        && (call.offerOn(line) != null || call.conversation.of(channel) != null);
  }

  private void rings(Call call, Line line, ChannelShown shown, Moment then) {
    Party party = pbx.party(line, now);
    if (line.isLocal() && party.isOutside()) {
      return; // It rings nobody itself.
    }
    ChannelShown caller = gap.channels.get(call.anchor().channel());
    String exten = caller == null ? null : caller.channel().exten();
    Party rung = party.isOutside() ? Party.outside(exten) : party;
    call.receive(then, OfferFolds.direction(call, rung));
    call.leaveQueue(then);
    String queue = call.visit == null ? null : call.visit.queue;
    acceptIfUp(call, OfferFolds.begin(pbx, call, line, rung, queue, then), shown);
  }

  /** A queue connects whom it rang some moments after that one has answered, or never. */
  private void acceptIfUp(Call call, Offer offer, ChannelShown shown) {
    boolean connected = offer.queue == null || shown.bridge() != null;
    if (shown.channel().state() == Channel.UP && connected) {
      gap.tally.unresolved(Missing.TIMES, call);
      OfferFolds.accept(pbx, call, offer, now);
    }
  }

  private @Nullable Call callOf(String uniqueid) {
    Call call = pbx.calls.get(uniqueid);
    if (call != null && call.endedAt == null) {
      return call;
    }
    Line line = pbx.lines.get(uniqueid);
    return line == null ? null : known(line);
  }

  /** The call of a channel; one that Asterisk originated begins as it does something. */
  private @Nullable Call known(Line line) {
    Call call = pbx.callOf(line);
    return call == null && line.session == null ? Behalf.of(pbx, line, now) : call;
  }

  private void bridge(ChannelShown shown) {
    Line line = pbx.lines.get(shown.channel().uniqueid());
    if (line == null) {
      return;
    }
    line.see(shown.channel());
    if (shown.bridge() == null) {
      pbx.lines.leave(line);
    } else if (!Objects.equals(line.bridge, shown.bridge())) {
      pbx.lines.enter(line, shown.bridge());
    }
  }

  /** Somebody is connected with the party of the call of whom nothing was told. */
  private void meet(Call call) {
    Line anchor = pbx.lines.get(call.anchor().channel());
    if (anchor == null || call.endedAt != null || call.conversation.running()) {
      return;
    }
    for (Line member : pbx.lines.bridged(anchor)) {
      Line comer = pbx.lines.behind(member);
      String uniqueid = comer.uniqueid();
      boolean known = call.conversation.had(uniqueid) || gap.cel.handsOver(uniqueid);
      if (!member.equals(anchor) && !comer.equals(anchor) && !comer.isLocal() && !known) {
        meet(call, comer);
        return;
      }
    }
  }

  private void meet(Call call, Line comer) {
    boolean handedOver = call.transfer != null && gap.cel.hasTold(call);
    boolean transfer = call.conversation.began() && !handedOver;
    gap.tally.unresolved(transfer ? Missing.TRANSFERS : Missing.TIMES, call);
    Call its = pbx.callOf(comer);
    if (its != null && !its.equals(call) && its.direction() != null) {
      its.endUnheard = true;
      Consultations.merge(pbx, its, call, now);
    }
    pbx.forget(comer);
    Party party = pbx.party(comer, now);
    Talk last = call.conversation.last();
    if (last != null && last.goesOnAt(comer, party, gap.channels.keySet())) {
      pbx.join(comer, call);
      pbx.follow(call, now);
      return;
    }
    call.receive(now, OfferFolds.direction(call, party));
    Offer known = call.offerOn(comer);
    Offer offer = known == null ? OfferFolds.begin(pbx, call, comer, party, null, now) : known;
    OfferFolds.accept(pbx, call, offer, now);
  }
}
