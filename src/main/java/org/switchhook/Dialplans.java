package org.switchhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.ask.Asked;
import org.switchhook.ask.Asker;
import org.switchhook.ask.Gate;
import org.switchhook.ask.Health;
import org.switchhook.ask.Reply;
import org.switchhook.ask.Surroundings;
import org.switchhook.asterisk.agi.AgiScripts;
import org.switchhook.asterisk.agi.AgiServer;
import org.switchhook.asterisk.agi.CallScript;
import org.switchhook.asterisk.agi.SayScripts;
import org.switchhook.config.Settings;
import org.switchhook.delivery.Courier;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.journal.Fold;
import org.switchhook.journal.Journal;
import org.switchhook.outbox.AskLog;
import org.switchhook.outbox.AskRow;
import org.switchhook.telephony.signal.DataSignal.Attached;
import org.switchhook.telephony.signal.Signal;
import org.switchhook.web.AskMeters;
import org.switchhook.webhook.Catalogue;

/** The stages that dialplans ask: the FastAGI server, what answers it, and what is written down. */
final class Dialplans implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dialplans.class);
  private static final Duration LAST = Duration.ofSeconds(1);

  private final InstantSource clock = InstantSource.system();
  private final Stages stages;
  private final Gate gate = new Gate();
  private final AskLog log;
  private final AskMeters meters;
  private final Asker asker;
  private final AgiServer server;

  /** What they use of the others. */
  record Stages(
      Catalogue catalogue,
      Exchange exchange,
      Courier courier,
      Fold fold,
      Journal journal,
      Hands hands) {}

  Dialplans(Settings settings, Stages stages, AskLog log, AskMeters meters) {
    this.stages = stages;
    this.log = log;
    this.meters = meters;
    this.asker =
        new Asker(
            stages.catalogue(),
            stages.exchange(),
            new Surroundings(health(stages.courier()), this::keep, gate, this::told),
            clock,
            settings.agi().requests());
    Fold fold = stages.fold();
    this.server =
        new AgiServer(
            settings.agi(),
            new AgiScripts(
                settings.pbxs(),
                fold::call,
                new CallScript(fold::call, asker::ask, this::dial, clock),
                new SayScripts(this::take, clock),
                gate));
    meters.listening(() -> server.port() != 0);
  }

  private static Health health(Courier courier) {
    return new Health() {
      @Override
      public boolean admits(long webhook) {
        return courier.admits(webhook);
      }

      @Override
      public void told(long webhook, Answer answer) {
        courier.asked(webhook, answer);
      }

      @Override
      public void spared(long webhook) {
        courier.asked(webhook, null);
      }
    };
  }

  private Optional<String> dial(String pbx, String agent, Duration atMost) {
    return gate.outside(() -> stages.hands().dial(pbx, agent, atMost));
  }

  private boolean keep(
      String pbx, String call, SortedMap<String, String> data, String by, Duration atMost) {
    return take(new Attached(pbx, clock.instant(), call, data, by), atMost);
  }

  private boolean take(Signal signal, Duration atMost) {
    try {
      return gate.outside(() -> stages.journal().appendDurably(signal, atMost));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void told(Asked asked) {
    meters.told(asked);
    Reply reply = asked.reply();
    String pbx = String.valueOf(asked.ask().event().pbx());
    Instant at = asked.at();
    log.add(
        new AskRow(
            asked.ask().id(),
            asked.ask().webhook(),
            asked.webhook(),
            pbx,
            asked.ask().event().subject().id(),
            at,
            asked.duration().toMillis(),
            reply.status().name(),
            reply.httpCode(),
            reply.reason(),
            asked.answer()));
  }

  /** Why nobody can ask though the settings say so; empty where all is well. */
  Optional<String> problem() {
    return Optional.ofNullable(server.problem()).map("agi: "::concat);
  }

  void start() {
    log.start();
    server.start();
  }

  /** Nobody is answered any more; what is known of asks is written down. */
  @Override
  public void close() {
    server.close();
    asker.close();
    if (!server.awaitSessions(LAST)) {
      LOG.warn("agi: not all who asked had ended; what they asked may not be written down");
    }
    log.close();
  }
}
