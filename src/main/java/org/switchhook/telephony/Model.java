package org.switchhook.telephony;

import static org.switchhook.event.EventType.BRIDGE_CONNECTED;
import static org.switchhook.event.EventType.BRIDGE_GAP;
import static org.switchhook.event.EventType.BRIDGE_HEARTBEAT;
import static org.switchhook.event.EventType.BRIDGE_RECOVERED;
import static org.switchhook.event.EventType.BRIDGE_STOPPING;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.GapCause;
import org.switchhook.event.Origin;
import org.switchhook.event.Subject;
import org.switchhook.telephony.signal.AgentRow;
import org.switchhook.telephony.signal.BridgeSignal.AgentsRead;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Connected;
import org.switchhook.telephony.signal.BridgeSignal.Disconnected;
import org.switchhook.telephony.signal.BridgeSignal.Heartbeat;
import org.switchhook.telephony.signal.BridgeSignal.Stopping;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.DataSignal.Attached;
import org.switchhook.telephony.signal.DispositionSignal.Coded;
import org.switchhook.telephony.signal.Signal;

/**
 * The live model: all calls and agents of all PBXs. A signal is folded in and events come out; the
 * same signals give the same events, whenever and wherever they are folded. One thread at a time.
 */
public final class Model {

  private final Map<String, Pbx> pbxs = new LinkedHashMap<>();
  private final Map<String, Long> told = new LinkedHashMap<>();
  private final CallIds callIds = new CallIds();
  private @Nullable Configured configured;
  private List<AgentRow> agents = List.of();
  private @Nullable Story bridge;

  /** Told to stop, by its administrator. */
  private boolean stopped;

  private transient @Nullable Site site;

  /**
   * A model that begins now.
   *
   * @param told how many events each subject has told before; its next one has the number after
   */
  public static Model startingAfter(Map<Subject, Long> told) {
    Model model = new Model();
    told.forEach((subject, sequence) -> model.told.put(Pbx.key(subject), sequence));
    return model;
  }

  /** Folds one signal and gives all that follows. */
  public List<Event> fold(Signal signal, Instant recordedAt) {
    List<Event> events = new ArrayList<>();
    fold(signal, recordedAt, events::add);
    return events;
  }

  /**
   * Folds one signal.
   *
   * @param recordedAt when it was put on disk
   * @param out takes the events one by one: what was told before a failure has its number, and has
   *     to be told to all
   * @throws IllegalStateException where no {@link Configured} was folded before
   */
  public void fold(Signal signal, Instant recordedAt, Consumer<Event> out) {
    if (signal instanceof Configured settings) {
      configure(settings);
    } else if (signal instanceof AgentsRead read) {
      agents = read.rows();
      site = null;
    } else if (signal instanceof Heartbeat heartbeat) {
      pbxs.values().forEach(pbx -> pbx.hearing.alive(heartbeat.time()));
      tellOfBridge(heartbeat, recordedAt, BRIDGE_HEARTBEAT, heartbeat(), out);
    } else if (signal instanceof Stopping stopping) {
      stopped = true;
      tellOfBridge(stopping, recordedAt, BRIDGE_STOPPING, new BridgeDetail.Stopping(), out);
    } else if (signal instanceof Disconnected lost) {
      pbx(lost.pbx()).hearing.lost(lost.time(), lost.cause());
    } else if (signal instanceof Attached attached) {
      Attachments.take(pbx(attached.pbx()), attached);
    } else if (signal instanceof Connected connected) {
      connect(connected, recordedAt, out);
    } else {
      Pbx pbx = pbx(signal.pbx());
      pbx.fold(signal, site(), recordedAt, out);
      Gap gap = pbx.hearing.gap();
      if (gap != null && gap.isKnown()) {
        recover(pbx, gap, signal, recordedAt, out);
      }
    }
  }

  /** Told at each start: the bridge listened to nobody before. */
  private void configure(Configured settings) {
    GapCause cause = stopped ? GapCause.BRIDGE_STOPPED : GapCause.BRIDGE_DOWN;
    pbxs.values().forEach(pbx -> pbx.hearing.lost(settings.time(), cause));
    stopped = false;
    configured = settings;
    site = null;
  }

  private void connect(Connected signal, Instant recordedAt, Consumer<Event> out) {
    Gap gap = pbx(signal.pbx()).hearing.connected(signal);
    BridgeDetail detail = new BridgeDetail.Connected(signal.version());
    tellOfBridge(signal, recordedAt, BRIDGE_CONNECTED, detail, out);
    if (gap.from != null) {
      BridgeDetail missed = new BridgeDetail.Gap(gap.from, signal.time(), gap.cause());
      tellOfBridge(signal, recordedAt, BRIDGE_GAP, missed, out);
    }
  }

  private void recover(Pbx pbx, Gap gap, Signal signal, Instant recordedAt, Consumer<Event> out) {
    pbx.recover(gap, site(), recordedAt, out);
    if (gap.from != null && gap.to() != null) {
      BridgeDetail recovered = gap.tally.recovered(gap.from, gap.to());
      tellOfBridge(signal, recordedAt, BRIDGE_RECOVERED, recovered, out);
    }
    List.copyOf(gap.heldBack()).forEach(heard -> pbx.fold(heard, site(), recordedAt, out));
    gap.isTold();
  }

  /** Whether a disposition is of a call that is up, or was so recently enough. */
  public boolean knowsCallOf(Coded disposition) {
    Pbx pbx = pbxs.get(disposition.pbx());
    return pbx != null && DispositionFolds.callOf(pbx, disposition) != null;
  }

  /**
   * The call of a channel as it stands.
   *
   * @param channel its uniqueid
   */
  public Optional<CallRef> call(String pbx, String channel) {
    return Optional.ofNullable(pbxs.get(pbx)).map(of -> CallRefs.now(of, channel));
  }

  /** The next time at which something is to be decided without a signal, of each PBX that has. */
  public List<Tick> nextTicks() {
    return pbxs.values().stream()
        .flatMap(p -> p.nextDeadline().map(at -> new Tick(p.name, at)).stream())
        .toList();
  }

  private BridgeDetail heartbeat() {
    int calls = pbxs.values().stream().mapToInt(p -> p.calls.size()).sum();
    int agents = pbxs.values().stream().mapToInt(Pbx::agentsLoggedIn).sum();
    return new BridgeDetail.Heartbeat(calls, agents);
  }

  private void tellOfBridge(
      Signal signal, Instant recordedAt, EventType type, BridgeDetail detail, Consumer<Event> out) {
    Site here = site();
    if (bridge == null) {
      Subject subject = new Subject(Subject.Kind.BRIDGE, here.bridge(), here.bridge());
      bridge = new Story(subject, told.getOrDefault(Pbx.key(subject), 0L));
    }
    String pbx = type == BRIDGE_HEARTBEAT || type == BRIDGE_STOPPING ? null : signal.pbx();
    Moment now =
        new Moment(pbx, here, signal.time(), recordedAt, Origin.LIVE, new ArrayList<>(), out);
    bridge.tell(now, type, null, null, detail);
  }

  private Pbx pbx(String name) {
    return pbxs.computeIfAbsent(name, n -> new Pbx(n, told));
  }

  private Site site() {
    if (configured == null) {
      throw new IllegalStateException("the model was told nothing of its site");
    }
    if (site == null) {
      site = Site.of(configured, agents, callIds);
    }
    return site;
  }
}
