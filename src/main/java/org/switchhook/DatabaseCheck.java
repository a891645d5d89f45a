package org.switchhook;

import java.util.List;
import java.util.function.Predicate;
import org.switchhook.agent.AgentTable;
import org.switchhook.agent.Roster;
import org.switchhook.config.DatabaseSettings;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.Settings;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Inspection;
import org.switchhook.seal.KeyFile;
import org.switchhook.seal.Seal;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.Credentials;
import org.switchhook.webhook.WebhookStatus;
import org.switchhook.webhook.WebhookStatus.State;
import org.switchhook.webhook.Wsdls;

/**
 * What must be right in the database. What cannot be seen because of an earlier fault is left out.
 */
final class DatabaseCheck {

  private final DatabaseSettings settings;
  private final DeliverySettings delivery;
  private final Seal seal;
  private final Findings findings = new Findings();

  DatabaseCheck(Settings settings) {
    this.settings = settings.database();
    this.delivery = settings.delivery();
    this.seal = new KeyFile(settings.credentials().keyFile()).read();
  }

  Findings findings() {
    String what = "database %s as %s".formatted(settings.url(), settings.username());
    try (Inspection inspection = Inspection.open(settings)) {
      findings.ok(what);
      inspect(inspection);
    } catch (IllegalStateException e) {
      findings.todo(what, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // It went away meanwhile, or somebody holds a lock: the first line is MariaDB's own.
      String message = String.valueOf(e.getMessage());
      findings.todo("database", message.lines().findFirst().orElse("") + "; try again");
    }
    return findings;
  }

  private void inspect(Inspection inspection) {
    version(inspection);
    List<String> tables = inspection.missingTables();
    if (tables.isEmpty()) {
      grants(inspection);
    } else {
      findings.todo(
          "database tables", String.join(", ", tables) + " missing: run `switchhook setup`");
    }
  }

  private void version(Inspection inspection) {
    String what = "database version " + inspection.version();
    if (inspection.isVersionEnough()) {
      findings.ok(what);
    } else {
      findings.todo(what, "MariaDB 10.6 or later is needed, for SKIP LOCKED");
    }
  }

  private void grants(Inspection inspection) {
    var missing = inspection.missingGrants();
    List<String> faults =
        missing.entrySet().stream()
            .map(
                table ->
                    "%s on %s missing; run sql/roles.sql, grant switchhook_bridge to %s and make it the default role"
                        .formatted(
                            String.join(", ", table.getValue()),
                            table.getKey(),
                            settings.username()))
            .toList();
    findings.each("database grants", faults, "");
    tables(inspection);
    triggers(inspection);
    Predicate<String> readable =
        table -> !missing.getOrDefault(table, List.of()).contains("SELECT");
    if (readable.test("webhooks") && readable.test("credentials")) {
      webhooks(inspection);
      credentials(inspection);
    }
    if (readable.test("agents")) {
      agents(inspection);
    }
  }

  private void tables(Inspection inspection) {
    if (inspection.hasHistory()) {
      findings.each("database tables", inspection.pending(), "up to date");
    } else if (inspection.missingGrants().isEmpty()) {
      findings.ok(
          "database tables: all there (made by hand, or %s may not read their version)"
              .formatted(settings.username()));
    }
  }

  private void triggers(Inspection inspection) {
    String what = "database triggers";
    switch (inspection.triggers()) {
      case THERE -> findings.ok(what);
      case MISSING ->
          findings.todo(
              what,
              "missing, a bad row of webhooks, agents or credentials is refused without an"
                  + " explanation; run `switchhook setup` as somebody who may make triggers and functions");
      case ORPHANED ->
          findings.todo(
              what,
              "the user who made them is gone, and every edit of webhooks, agents and credentials"
                  + " fails (error 1449); run `switchhook setup` as somebody who may make triggers and"
                  + " functions");
    }
  }

  private void webhooks(Inspection inspection) {
    for (WebhookStatus webhook : statuses(inspection)) {
      String what = "webhook " + webhook.webhookId();
      if (webhook.state() == State.QUARANTINED) {
        findings.todo(what, "quarantined, " + webhook.reason());
      } else if (webhook.state() == State.OK && !webhook.reason().isEmpty()) {
        findings.todo(what, "nothing is sent yet, " + webhook.reason());
      } else {
        findings.ok(webhook.state() == State.OFF ? what + ": off, " + webhook.reason() : what);
      }
    }
  }

  private List<WebhookStatus> statuses(Inspection inspection) {
    try (Exchange exchange = new Exchange(delivery)) {
      Wsdls wsdls = Wsdls.now(new WsdlDocuments(exchange));
      return Catalogue.inspect(inspection.jdbi(), seal, wsdls);
    }
  }

  private void credentials(Inspection inspection) {
    Credentials credentials = Credentials.inspect(inspection.jdbi(), seal);
    credentials
        .faults()
        .forEach((id, fault) -> findings.todo("credentials row " + id, "quarantined, " + fault));
    findings.ok("credentials: %d rows in use".formatted(credentials.size()));
  }

  private void agents(Inspection inspection) {
    AgentTable agents = Roster.inspect(inspection.jdbi());
    agents
        .faults()
        .forEach((id, fault) -> findings.todo("agents row " + id, "quarantined, " + fault));
    findings.ok("agents: %d rows in use".formatted(agents.rows().size()));
  }
}
