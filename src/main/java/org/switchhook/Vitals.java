package org.switchhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.switchhook.asterisk.ami.AmiLink;
import org.switchhook.delivery.Courier;
import org.switchhook.journal.Fold;
import org.switchhook.journal.Journal;
import org.switchhook.outbox.Backlog;
import org.switchhook.web.Health;
import org.switchhook.webhook.Catalogue;

/** What the stages of a bridge say of their health. */
final class Vitals {

  private final List<AmiLink> links;
  private final Journal journal;
  private final Fold fold;
  private final Courier courier;
  private final Catalogue catalogue;
  private final Backlog backlog;

  Vitals(
      List<AmiLink> links,
      Journal journal,
      Fold fold,
      Courier courier,
      Catalogue catalogue,
      Backlog backlog) {
    this.links = links;
    this.journal = journal;
    this.fold = fold;
    this.courier = courier;
    this.catalogue = catalogue;
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

  private List<String> away() {
    List<String> away = new ArrayList<>(dead());
    for (AmiLink link : links) {
      if (!link.isConnected()) {
        away.add(
            link.pbx() + ": " + Objects.requireNonNullElse(link.problem(), "not connected yet"));
      }
    }
    if (journal.isFull()) {
      away.add("journal: full; no PBX is listened to until there is room");
    }
    backlog.problem().ifPresent(why -> away.add("database: " + why));
    if (catalogue.present().isEmpty()) {
      away.add("webhooks: the table has not been read yet");
    }
    return away;
  }
}
