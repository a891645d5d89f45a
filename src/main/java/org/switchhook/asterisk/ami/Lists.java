package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal;
import org.switchhook.telephony.signal.MemberSignal.Listed;
import org.switchhook.telephony.signal.ResyncSignal;

/**
 * The lists that show how a PBX is: asked for together after a connect, on the connection on which
 * its events come, so that they stand among these where they belong. {@code CoreShowChannels} has
 * all of {@code Status} that the model uses, and who runs AgentLogin, which {@code Agents} would
 * need a right for that lets change queues.
 */
final class Lists {

  private static final Logger log = LoggerFactory.getLogger(Lists.class);

  private static final MemberHeaders LISTED_MEMBER = new MemberHeaders("Name", "Location");
  private static final ChannelHeaders CHANNEL = new ChannelHeaders("");
  private static final Header ACTION_ID = Header.of("ActionID");
  private static final Header APPLICATION = Header.of("Application");
  private static final Header APPLICATION_DATA = Header.of("ApplicationData");
  private static final Header BRIDGE = Header.of("BridgeId");
  private static final Header BRIDGE_TECHNOLOGY = Header.of("BridgeTechnology");
  private static final Header BRIDGE_UNIQUEID = Header.of("BridgeUniqueid");
  private static final Header MESSAGE = Header.of("Message");
  private static final Header POSITION = Header.of("Position");
  private static final Header QUEUE = Header.of("Queue");
  private static final Header UNIQUEID = Header.of("Uniqueid");
  private static final Header WAIT = Header.of("Wait");
  private static final Duration COME_WITHIN = Duration.ofSeconds(30);

  private static final byte[] HOLDING = "holding_bridge".getBytes(US_ASCII);

  private final String pbx;
  private final ActionWriter actions;
  private final SignalSink sink;
  private final FrameCounts counts;

  /** The ActionIDs of the lists of a connect that are to come still. */
  private final Set<String> awaited = new HashSet<>();

  /** The ActionIDs of the lists of queues. */
  private final Set<String> queues = new HashSet<>();

  /** The members of the list of queues that is coming in. */
  private List<Listed> members = new ArrayList<>();

  /** Who is a member how, by the last list and what was heard since, by queue and interface. */
  private Map<String, Member> known = new HashMap<>();

  private final Set<String> holdingBridges = new HashSet<>();
  private Instant askedAt = Instant.MIN;
  private @Nullable String channels;
  private boolean channelsShown;

  Lists(String pbx, ActionWriter actions, SignalSink sink, FrameCounts counts) {
    this.pbx = pbx;
    this.actions = actions;
    this.sink = sink;
    this.counts = counts;
  }

  /** Asks for all. The bridges come first: a channel's line does not say what kind it is in. */
  void ask(Instant now) throws IOException {
    askedAt = now;
    channelsShown = true;
    awaited.add(actions.send(new Action("BridgeList")));
    channels = actions.send(new Action("CoreShowChannels"));
    awaited.add(channels);
    awaited.add(askForQueues());
  }

  /** What does not come is done without: all that is heard waits for it. */
  void giveUpLate(Instant now) throws InterruptedException {
    if (!awaited.isEmpty() && now.isAfter(askedAt.plus(COME_WITHIN))) {
      log.warn(
          "{}: {} lists did not come within {} s", pbx, awaited.size(), COME_WITHIN.toSeconds());
      channelsShown &= !awaited.contains(String.valueOf(channels));
      awaited.clear();
      sink.accept(new ResyncSignal.AllShown(pbx, now, channelsShown));
    }
  }

  /** Asks for the queues alone, unless the last answer is still to come. */
  void askForQueuesAgain() throws IOException {
    if (queues.isEmpty()) {
      askForQueues();
    }
  }

  private String askForQueues() throws IOException {
    String id = actions.send(new Action("QueueStatus"));
    queues.add(id);
    return id;
  }

  /** The answer to something that was asked for, where it is an error: that list does not come. */
  void refused(Frame frame, Instant arrival) throws InterruptedException {
    String id = frame.text(ACTION_ID);
    if (id == null || !awaited.contains(id)) {
      return;
    }
    log.warn(
        "{}: {} cannot be listed ({}){}",
        pbx,
        id.equals(channels)
            ? "the channels that are up"
            : queues.contains(id) ? "queues" : "bridges",
        frame.text(MESSAGE),
        id.equals(channels) ? ": the manager user needs write = reporting" : "");
    channelsShown &= !id.equals(channels);
    queues.remove(id);
    ended(id, arrival);
  }

  /** Takes an item of a list, or its end. */
  void accept(AmiEvent event, Frame frame, Instant arrival) throws InterruptedException {
    try {
      switch (event) {
        case BRIDGE_LIST_ITEM -> bridge(frame);
        case CORE_SHOW_CHANNEL -> sink.accept(channel(frame, arrival));
        case QUEUE_MEMBER -> member(frame, arrival);
        case QUEUE_ENTRY -> caller(frame, arrival);
        case BRIDGE_LIST_COMPLETE, CORE_SHOW_CHANNELS_COMPLETE, QUEUE_STATUS_COMPLETE ->
            complete(frame.text(ACTION_ID), arrival);
        default -> throw new IllegalArgumentException(event + " is of no list");
      }
    } catch (MalformedFrameException e) {
      counts.malform();
      log.warn("{}: a frame is left out: {}", pbx, e.getMessage());
    }
  }

  private void bridge(Frame frame) {
    if (frame.is(BRIDGE_TECHNOLOGY, HOLDING)) {
      holdingBridges.add(frame.required(BRIDGE_UNIQUEID));
    }
  }

  private ResyncSignal channel(Frame frame, Instant arrival) {
    Channel channel = CHANNEL.read(frame);
    String bridge = frame.text(BRIDGE);
    boolean holding = bridge != null && holdingBridges.contains(bridge);
    return new ResyncSignal.ChannelShown(
        pbx,
        arrival,
        channel,
        holding ? null : bridge,
        frame.text(APPLICATION),
        frame.text(APPLICATION_DATA));
  }

  /** Of the queues that were asked for to see whether they are known, there is none. */
  private void member(Frame frame, Instant arrival) {
    if (queues.contains(String.valueOf(frame.text(ACTION_ID)))) {
      members.add(new Listed(pbx, arrival, LISTED_MEMBER.read(frame)));
    }
  }

  /** Who waits is asked for after a connect alone. */
  private void caller(Frame frame, Instant arrival) throws InterruptedException {
    if (awaited.contains(String.valueOf(frame.text(ACTION_ID)))) {
      sink.accept(
          new ResyncSignal.CallerShown(
              pbx,
              arrival,
              frame.required(UNIQUEID),
              frame.required(QUEUE),
              frame.requiredNumber(POSITION),
              frame.requiredNumber(WAIT)));
    }
  }

  private void complete(@Nullable String id, Instant arrival) throws InterruptedException {
    if (id == null) {
      return;
    }
    if (queues.remove(id)) {
      queuesShown(awaited.contains(id), arrival);
    }
    ended(id, arrival);
  }

  /** A list that shows what was heard tells nothing new, and would fill the journal. */
  private void queuesShown(boolean connected, Instant arrival) throws InterruptedException {
    List<Listed> shown = members;
    members = new ArrayList<>();
    Map<String, Member> now = new HashMap<>();
    shown.forEach(one -> now.put(key(one.member()), one.member()));
    if (connected || !now.equals(known)) {
      for (Listed member : shown) {
        sink.accept(member);
      }
      sink.accept(new ResyncSignal.QueuesShown(pbx, arrival));
    }
    known = now;
  }

  /** A member came, left, or was paused. */
  void heard(MemberSignal signal) {
    if (signal instanceof MemberSignal.Removed removed) {
      known.remove(key(removed.member()));
    } else {
      known.put(key(signal.member()), signal.member());
    }
  }

  private static String key(Member member) {
    return member.queue() + "\0" + member.iface();
  }

  private void ended(String id, Instant arrival) throws InterruptedException {
    if (awaited.remove(id) && awaited.isEmpty()) {
      sink.accept(new ResyncSignal.AllShown(pbx, arrival, channelsShown));
    }
  }
}
