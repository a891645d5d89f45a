package org.switchhook;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.agent.Roster;
import org.switchhook.audit.Auditor;
import org.switchhook.config.Settings;
import org.switchhook.config.Version;
import org.switchhook.delivery.Courier;
import org.switchhook.delivery.Schedule;
import org.switchhook.delivery.Stores;
import org.switchhook.delivery.Surroundings;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;
import org.switchhook.exchange.Exchange;
import org.switchhook.journal.EventSink;
import org.switchhook.journal.Fold;
import org.switchhook.journal.Journal;
import org.switchhook.journal.Snapshots;
import org.switchhook.outbox.AskLog;
import org.switchhook.outbox.Backlog;
import org.switchhook.outbox.Database;
import org.switchhook.outbox.Deliveries;
import org.switchhook.outbox.Endpoints;
import org.switchhook.outbox.Outbox;
import org.switchhook.outbox.Retention;
import org.switchhook.schedule.Timetable;
import org.switchhook.seal.KeyFile;
import org.switchhook.telephony.signal.AgentRow;
import org.switchhook.telephony.signal.BridgeSignal.AgentsRead;
import org.switchhook.telephony.signal.BridgeSignal.Heartbeat;
import org.switchhook.telephony.signal.BridgeSignal.Stopping;
import org.switchhook.telephony.signal.DataSignal.Attached;
import org.switchhook.telephony.signal.Signal;
import org.switchhook.web.AskMeters;
import org.switchhook.web.DeliveryMeters;
import org.switchhook.web.JournalGauges;
import org.switchhook.web.Metrics;
import org.switchhook.web.OldestWaiting;
import org.switchhook.web.StageGauges;
import org.switchhook.web.WebServer;
import org.switchhook.webhook.Catalogue;

/**
 * All stages of one bridge, wired in the order in which data flows: PBXs, journal, model, outbox,
 * delivery. Started against the flow, so that each finds the next one ready, and stopped with it.
 */
final class Bridge implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  /** Claims, recorder, catalogue, roster, retention, asks, metrics, health, two for a 410. */
  private static final int CONNECTIONS = 10;

  private static final Duration HEARTBEAT = Duration.ofMinutes(1);
  private static final Duration FIRST_RETENTION = Duration.ofMinutes(5);
  private static final Duration RETENTION = Duration.ofHours(1);
  private static final Duration RETENTION_PAUSE = Duration.ofMillis(50);
  private static final Duration SAY = Duration.ofMillis(500);
  private static final Duration TELL_THE_REST = Duration.ofSeconds(2);
  private static final Duration DRAIN = Duration.ofSeconds(4);

  private final Settings settings;
  private final InstantSource clock = InstantSource.system();
  private final WebServer web;
  private final Auditor auditor;
  private final Database database;
  private final Catalogue catalogue;
  private final Courier courier;
  private final Exchange exchange;
  private final Ears ears;
  private final Journal journal;
  private final Fold fold;
  private final Roster roster;
  private final Hands hands;
  private final Dialplans dialplans;
  private final Timetable timetable = new Timetable();
  private final Retention retention;

  /**
   * Makes the stages; nothing runs and nothing is connected yet.
   *
   * @throws IOException where the journal's directory cannot be used
   */
  Bridge(Settings settings) throws IOException {
    this(settings, new Ears(settings, InstantSource.system()));
  }

  /** Makes the other stages; nothing of them runs yet. */
  Bridge(Settings settings, Ears ears) {
    this.settings = settings;
    this.ears = ears;
    journal = ears.journal();
    Metrics metrics = new Metrics();
    DeliveryMeters meters = new DeliveryMeters(metrics.registry());
    auditor = new Auditor(settings.pbxs(), metrics.registry(), clock);
    database = Database.of(settings.database(), CONNECTIONS);
    exchange = new Exchange(settings.delivery());
    catalogue =
        new Catalogue(
            database.jdbi(),
            settings.zone(),
            new KeyFile(settings.credentials().keyFile()).readOrMake(),
            new WsdlDocuments(exchange));
    hands = new Hands(settings.pbxs());
    courier =
        new Courier(
            new Stores(
                new Deliveries(database, settings.name(), catalogue::payload),
                new Endpoints(database.jdbi(), settings.name())),
            catalogue,
            exchange,
            new Schedule(() -> ThreadLocalRandom.current().nextDouble()),
            settings.delivery(),
            new Surroundings(meters::recorded, this::attach, hands));
    Outbox outbox =
        new Outbox(database, settings.name(), journal.id(), catalogue::payloads, courier);
    Snapshots snapshots = new Snapshots(settings.journal().directory());
    fold =
        new Fold(
            journal,
            snapshots,
            sink(outbox, meters, auditor),
            clock,
            ears.configured(),
            ears::reconnect);
    roster = new Roster(database.jdbi(), this::append);
    dialplans =
        new Dialplans(
            settings,
            new Dialplans.Stages(catalogue, exchange, courier, fold, journal, hands),
            new AskLog(database.jdbi(), settings.name()),
            new AskMeters(metrics.registry()));
    web = web(metrics);
    retention = new Retention(database.jdbi(), settings.retention(), RETENTION_PAUSE);
  }

  private WebServer web(Metrics metrics) {
    Backlog backlog = new Backlog(database.jdbi());
    OldestWaiting oldest =
        new OldestWaiting(
            backlog::oldestDue, id -> catalogue.find(id).isPresent(), System::nanoTime);
    StageGauges gauges = new StageGauges(metrics.registry(), courier, oldest);
    JournalGauges.register(metrics.registry(), fold::backlog, journal::bytes, journal::isFull);
    metrics.before(gauges::refresh);
    Vitals vitals = new Vitals(ears, fold, courier, catalogue, dialplans, backlog);
    return new WebServer(settings.web(), metrics, vitals.health(), vitals::status);
  }

  private static EventSink sink(Outbox outbox, DeliveryMeters meters, Auditor auditor) {
    return new EventSink() {
      @Override
      public long committedPosition() {
        return outbox.committedPosition();
      }

      @Override
      public Map<Subject, Long> highestSequences() {
        return outbox.highestSequences();
      }

      @Override
      public void commit(long position, List<Event> events) {
        outbox.commit(position, events);
        meters.told(events);
        auditor.told(events);
      }
    };
  }

  void start() throws InterruptedException {
    LOG.info(
        "bridge {} starts: version {}, {} PBXs, journal {}",
        settings.name(),
        Version.text(),
        settings.pbxs().size(),
        settings.journal().directory());
    ears.start();
    catalogue.start();
    roster.start();
    courier.start();
    auditor.start();
    fold.start();
    // Behind what tells what was missed: a web server and a scheduler take long to load.
    web.start();
    dialplans.start();
    timetable.retain(FIRST_RETENTION, RETENTION, retention::run);
    timetable.start(HEARTBEAT, () -> say(new Heartbeat(settings.name(), clock.instant())));
    LOG.info("bridge {} is up", settings.name());
  }

  private void append(List<AgentRow> agents) {
    hands.know(agents);
    try {
      journal.append(new AgentsRead(settings.name(), clock.instant(), agents));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // It stops, and says them again when it starts.
    }
  }

  private void attach(String pbx, String call, SortedMap<String, String> data, String by) {
    try {
      if (!journal.appendDurably(new Attached(pbx, clock.instant(), call, data, by), SAY)) {
        throw new IllegalStateException("the journal takes nothing now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the bridge stops", e);
    }
  }

  /** What the bridge says of itself waits for no full disk. */
  private void say(Signal signal) {
    try {
      if (!journal.append(signal, SAY)) {
        LOG.warn("the journal takes nothing now: {} is not told", signal);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops within 10 s. What is not told or delivered by then is at the next start. */
  @Override
  public void close() throws IOException {
    retention.stop();
    timetable.close();
    roster.close();
    dialplans.close();
    ears.stopHearing();
    say(new Stopping(settings.name(), clock.instant()));
    journal.finish();
    fold.finish(TELL_THE_REST);
    auditor.close();
    boolean drained = courier.drain(DRAIN);
    hands.close();
    exchange.close();
    catalogue.close();
    database.close();
    journal.close();
    web.close();
    LOG.info(
        "bridge {} stopped{}",
        settings.name(),
        drained ? "" : "; deliveries in flight were cut off and go out again at the next start");
  }
}
