package org.switchhook.webhook;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.Secret;
import org.switchhook.seal.Seal;

/** Seals what stands in {@code credentials} in clear. Where it may not, it says so and goes on. */
final class Sealing {

  private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);

  /** Somebody holds the row, or the table. */
  private static final int LOCKED = 1205;

  private final WebhookTable table;
  private final Seal seal;

  /** What was said already, so that it is not said each second. */
  private final Set<String> said = new HashSet<>();

  Sealing(WebhookTable table, Seal seal) {
    this.table = table;
    this.seal = seal;
  }

  /** False when it is to be tried again though nothing changes. */
  boolean seal(List<StoredCredential> rows) {
    List<StoredCredential> clear = rows.stream().filter(row -> !row.clear().isEmpty()).toList();
    if (clear.isEmpty()) {
      said.clear();
    } else if (!seal.whyNone().isEmpty()) {
      say("secrets stand in credentials in clear: " + seal.whyNone());
    } else {
      boolean all = true;
      for (StoredCredential row : clear) {
        all &= seal(row);
      }
      return all;
    }
    return true;
  }

  private boolean seal(StoredCredential row) {
    try {
      for (Map.Entry<String, Secret> one : row.clear().entrySet()) {
        String column = one.getKey();
        Secret sealed = seal.close(one.getValue(), StoredCredential.place(row.name(), column));
        if (table.seal(row, column, one.getValue(), sealed)) {
          LOG.info("credentials row {}: {} sealed", row.id(), column);
        }
      }
      return true;
    } catch (JdbiException e) {
      SQLException trouble = e.getCause() instanceof SQLException sql ? sql : new SQLException(e);
      boolean locked = trouble.getErrorCode() == LOCKED;
      say(
          "credentials row %d stays in clear: %s%s"
              .formatted(
                  row.id(),
                  firstLine(trouble),
                  locked ? "; tried again" : "; sql/roles.sql has the right to UPDATE"));
      return !locked;
    }
  }

  /** Behind it a driver may show the statement with its values. */
  private static String firstLine(SQLException trouble) {
    return String.valueOf(trouble.getMessage())
        .replaceFirst("^\\(conn=\\d+\\) ", "")
        .lines()
        .findFirst()
        .orElse("");
  }

  private void say(String what) {
    if (said.add(what)) {
      LOG.warn(what);
    }
  }
}
