package org.switchhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.StatusReport.InDatabase;
import org.switchhook.web.Status;

/** How a bridge stands, in a line for each thing. Times are UTC. */
final class StatusLines {

  private final StatusReport report;
  private final Instant now;
  private final Findings findings = new Findings();

  private StatusLines(StatusReport report, Instant now) {
    this.report = report;
    this.now = now;
  }

  static Findings of(StatusReport report, Instant now) {
    StatusLines lines = new StatusLines(report, now);
    lines.bridge();
    lines.database();
    return lines.findings;
  }

  private void bridge() {
    Status status = report.status();
    String what = "bridge " + report.bridge();
    if (status == null) {
      findings.todo(what, report.problem() + lastWrote());
      return;
    }
    findings.ok("%s: version %s, up %s".formatted(what, status.version(), at(status.startedAt())));
    status.problems().forEach(problem -> findings.todo(what, problem));
    status.pbxs().forEach(this::pbx);
    journal(status.journal());
  }

  private String lastWrote() {
    InDatabase database = report.database();
    return database == null || database.lastWroteAt() == null
        ? ""
        : "; it last wrote to the database at " + ago(database.lastWroteAt());
  }

  private void pbx(Status.Pbx pbx) {
    String last =
        pbx.lastEventAt() == null
            ? "no event yet"
            : "last event " + WebhooksCommand.span(age(pbx.lastEventAt())) + " ago";
    if (pbx.connected()) {
      findings.ok("%s: connected %s, %s".formatted(pbx.name(), at(pbx.since()), last));
    } else {
      String since = pbx.since() == null ? "not connected" : "not connected " + at(pbx.since());
      findings.todo(pbx.name(), "%s: %s, %s".formatted(since, pbx.problem(), last));
    }
  }

  private void journal(Status.Journal journal) {
    String size =
        "%d of %d MiB, %d entries not in the database yet"
            .formatted(journal.bytes() >> 20, journal.limitBytes() >> 20, journal.backlog());
    if (journal.full()) {
      findings.todo("journal", size + "; full: no PBX is listened to until there is room");
    } else {
      findings.ok("journal: " + size);
    }
  }

  private void database() {
    InDatabase database = report.database();
    if (database == null) {
      findings.todo("database", report.databaseProblem());
      return;
    }
    findings.ok("database");
    String oldest =
        database.oldestDueMs() == 0
            ? "none is late"
            : "the oldest due for "
                + WebhooksCommand.span(Duration.ofMillis(database.oldestDueMs()));
    findings.ok(
        "deliveries: %d waiting, %s; %d dead"
            .formatted(database.waiting(), oldest, database.dead()));
  }

  private String at(@Nullable Instant since) {
    return since == null ? "" : "since " + ago(since);
  }

  private String ago(Instant time) {
    return "%s (%s)".formatted(Listing.TIME.format(time), WebhooksCommand.span(age(time)));
  }

  private Duration age(Instant time) {
    return Duration.between(time, now);
  }
}
