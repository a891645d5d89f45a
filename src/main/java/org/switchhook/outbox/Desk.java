package org.switchhook.outbox;

import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.switchhook.config.DatabaseSettings;

/** Where somebody looks at what is delivered and sets it right, whether a bridge runs or not. */
public final class Desk {

  private final Jdbi jdbi;

  private Desk(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Does work at the database.
   *
   * @throws IllegalStateException when the database does not let it: why, in one line, and what to
   *     do
   */
  public static <T> T use(DatabaseSettings settings, Function<Desk, T> work) {
    try (Inspection inspection = Inspection.open(settings)) {
      List<String> missing = inspection.missingTables();
      if (!missing.isEmpty()) {
        throw new IllegalStateException(
            "the tables " + String.join(", ", missing) + " are missing: run `switchhook setup`");
      }
    }
    try (Database database = Database.of(settings, 1)) {
      return work.apply(new Desk(database.jdbi()));
    } catch (JdbiException e) {
      String advice = MariaDbReason.isDenial(e) ? "; sql/roles.sql has the rights" : "";
      throw new IllegalStateException(MariaDbReason.of(e) + advice, e);
    }
  }

  public WebhookList webhooks() {
    return new WebhookList(jdbi);
  }

  public DeliveryList deliveries() {
    return new DeliveryList(jdbi);
  }

  public AskList asks() {
    return new AskList(jdbi);
  }

  public DeadLetters deadLetters() {
    return new DeadLetters(jdbi);
  }

  /** What the bridge of this name has told of itself. */
  public BridgeLog bridge(String name) {
    return new BridgeLog(jdbi, name);
  }

  public Backlog backlog() {
    return new Backlog(jdbi);
  }

  /** For those who read the tables themselves. */
  public Jdbi jdbi() {
    return jdbi;
  }
}
