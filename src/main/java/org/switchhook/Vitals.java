package org.switchhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.switchhook.asterisk.ami.AmiLink;
import org.switchhook.config.Settings;
import org.switchhook.config.Version;
import org.switchhook.delivery.Courier;
import org.switchhook.journal.Fold;
import org.switchhook.journal.Journal;
import org.switchhook.outbox.Backlog;
import org.switchhook.web.Health;
import org.switchhook.web.Status;
import org.switchhook.webhook.Catalogue;

/** What the stages of a bridge say of their health. */
final class Vitals {

  private final Ears ears;
  private final Fold fold;
  private final Courier courier;
  private final Catalogue catalogue;
  private final Dialplans dialplans;
  private final Backlog backlog;

  Vitals(
      Ears ears,
      Fold fold,
      Courier courier,
      Catalogue catalogue,
      Dialplans dialplans,
      Backlog backlog) {
    this.ears = ears;
    this.fold = fold;
    this.courier = courier;
    this.catalogue = catalogue;
    this.dialplans = dialplans;
    this.backlog = backlog;
  }

  Health health() {
    return new Health(this::dead, this::away);
  }

  private List<String> dead() {
    List<String> dead = new ArrayList<>();
    if (!fold.isAlive()) {
      dead.add("fold: does not run");
    }
    if (!courier.isAlive()) {
      dead.add("courier: does not run");
    }
    return dead;
  }

  /** What is wrong, the connections apart. */
  private List<String> problems() {
    List<String> problems = dead();
    if (catalogue.present().isEmpty()) {
      problems.add("webhooks: the table has not been read yet");
    }
    dialplans.problem().ifPresent(problems::add);
    return problems;
  }

  private List<String> away() {
    List<String> away = problems();
    for (AmiLink link : ears.links()) {
      if (!link.isConnected()) {
        away.add(
            link.pbx() + ": " + Objects.requireNonNullElse(link.problem(), "not connected yet"));
      }
    }
    if (ears.journal().isFull()) {
      away.add("journal: full; no PBX is listened to until there is room");
    }
    backlog.problem().ifPresent(why -> away.add("database: " + why));
    return away;
  }

  /** All that is known without asking anybody. */
  Status status() {
    Settings settings = ears.settings();
    Journal journal = ears.journal();
    return new Status(
        settings.name(),
        Version.text(),
        ears.configured().time(),
        ears.links().stream().map(Vitals::status).toList(),
        new Status.Journal(
            journal.bytes(), settings.journal().limitBytes(), fold.backlog(), journal.isFull()),
        problems());
  }

  private static Status.Pbx status(AmiLink link) {
    boolean heard = link.isHeard();
    String otherwise =
        link.isConnected() ? "logged in; Asterisk has not booted yet" : "not connected yet";
    return new Status.Pbx(
        link.pbx(),
        heard,
        link.since(),
        heard ? null : Objects.requireNonNullElse(link.problem(), otherwise),
        link.lastEventAt());
  }
}
