package org.switchhook.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Leases of other bridges that seem to have run out. A database whose clock was put forward says so
 * of all of them, in the middle of their requests: but who lives renews them soon, and only what
 * stays as it is for a while is taken. Not thread-safe.
 */
final class LapsedLeases {

  /** Bridges renew what they hold every ten seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final String bridge;
  private final LongSupplier nanoTime;

  /** By webhook, what was due and another's at the last look, and since when. */
  private final Map<Long, Map<Due, Long>> others = new HashMap<>();

  LapsedLeases(String bridge, LongSupplier nanoTime) {
    this.bridge = bridge;
    this.nanoTime = nanoTime;
  }

  /**
   * A delivery that is due.
   *
   * @param leasedBy absent where nobody has it
   */
  record Due(long id, @Nullable String leasedBy, LocalDateTime at) {

    static Due of(ResultSet row, StatementContext context) throws SQLException {
      return new Due(
          row.getLong("id"),
          row.getString("leased_by"),
          row.getObject("due_at", LocalDateTime.class));
    }
  }

  /** How many of a webhook have to be looked at besides those that can be taken. */
  int size(long webhook) {
    return others.getOrDefault(webhook, Map.of()).size();
  }

  /** Those that are nobody's, this bridge's own, or given up by another. */
  List<Long> takeable(long webhook, List<Due> due) {
    long now = nanoTime.getAsLong();
    Map<Due, Long> before = others.getOrDefault(webhook, Map.of());
    Map<Due, Long> after = new HashMap<>();
    List<Long> takeable = new ArrayList<>();
    for (Due one : due) {
      boolean free = one.leasedBy == null || one.leasedBy.equals(bridge);
      long since = before.getOrDefault(one, now);
      if (!free) {
        after.put(one, since);
      }
      if (free || now - since >= PATIENCE.toNanos()) {
        takeable.add(one.id);
      }
    }
    if (after.isEmpty()) {
      others.remove(webhook);
    } else {
      others.put(webhook, after);
    }
    return takeable;
  }
}
