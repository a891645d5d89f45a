package org.switchhook.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** What is late, and whether the database answers. */
public final class Backlog {

  private final Jdbi jdbi;

  public Backlog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For how long the oldest delivery that is due and nobody's has been so, by webhook. */
  public Map<Long, Duration> oldestDue() {
    return jdbi.withHandle(Head::all).stream()
        .filter(Head::isDue)
        .collect(Collectors.toMap(Head::webhook, Head::dueFor));
  }

  /** Why the database does not answer; empty when it does. */
  public Optional<String> problem() {
    try {
      jdbi.useHandle(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
      return Optional.empty();
    } catch (JdbiException e) {
      return Optional.of(MariaDbReason.of(e));
    }
  }
}
