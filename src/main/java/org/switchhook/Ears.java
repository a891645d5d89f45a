package org.switchhook;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.switchhook.asterisk.ami.AmiLink;
import org.switchhook.asterisk.ami.LinkTimes;
import org.switchhook.asterisk.log.Backfill;
import org.switchhook.asterisk.log.BackfillTimes;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Settings;
import org.switchhook.event.GapCause;
import org.switchhook.journal.Journal;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Disconnected;
import org.switchhook.telephony.signal.RecordSignal;

/**
 * The stages that hear, and read what was not heard: links, records and journal. They need none of
 * the others, and hear while those are still being made: what a PBX says meanwhile would be a
 * longer gap.
 */
final class Ears implements AutoCloseable {

  private final Settings settings;
  private final Journal journal;
  private final Configured configured;
  private final InstantSource clock;
  private final List<AmiLink> links = new ArrayList<>();
  private final List<Backfill> backfills = new ArrayList<>();
  private final AtomicBoolean started = new AtomicBoolean();

  /** PBXs that are not heard yet. */
  private final CountDownLatch heard;

  /**
   * Makes them; nothing is connected yet.
   *
   * @throws IOException where the journal's directory cannot be used
   */
  Ears(Settings settings, InstantSource clock) throws IOException {
    this.settings = settings;
    this.clock = clock;
    configured = Replay.configured(settings.name(), clock.instant(), settings.model());
    journal = Journal.open(settings.journal(), clock);
    heard = new CountDownLatch(settings.pbxs().size());
    for (PbxSettings pbx : settings.pbxs()) {
      Backfill backfill =
          new Backfill(
              pbx,
              settings.journal().directory(),
              BackfillTimes.STANDARD,
              (RecordSignal wrote) -> journal.append(wrote),
              clock);
      backfills.add(backfill);
      links.add(
          new AmiLink(
              pbx,
              LinkTimes.STANDARD,
              new JournalSink(journal, backfill, heard::countDown),
              clock));
    }
  }

  Settings settings() {
    return settings;
  }

  Journal journal() {
    return journal;
  }

  List<AmiLink> links() {
    return links;
  }

  /** The settings that the model is told of at this start. */
  Configured configured() {
    return configured;
  }

  /** Begins to hear, if it does not yet. */
  void start() throws InterruptedException {
    if (started.getAndSet(true)) {
      return;
    }
    journal.append(configured);
    if (journal.wasDamaged()) {
      for (AmiLink link : links) {
        journal.append(new Disconnected(link.pbx(), clock.instant(), GapCause.JOURNAL_DAMAGED));
      }
    }
    backfills.forEach(Backfill::start);
    links.forEach(AmiLink::start);
  }

  /** Returns once all PBXs are heard, or the time is up. */
  void awaitHeard(Duration atMost) throws InterruptedException {
    heard.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What was heard since then is not in the journal any more, of whatever PBX it was. */
  void reconnect(Instant since) {
    links.forEach(link -> link.reconnect(since, GapCause.JOURNAL_DAMAGED));
  }

  /** Hears no more; the journal still takes what the bridge says. */
  void stopHearing() {
    links.parallelStream().forEach(AmiLink::close);
    backfills.parallelStream().forEach(Backfill::close);
  }

  @Override
  public void close() throws IOException {
    stopHearing();
    journal.close();
  }
}
