package org.switchhook.outbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The deliveries as people look at them. */
public final class DeliveryList {

  /**
   * Ids are given before they are committed: one that is new may stand before one that is known.
   */
  private static final long LOOK_BACK = 1000;

  private static final int NEWEST_AT_MOST = 1000;

  private static final String READ =
      "SELECT "
          + DeliveryRow.COLUMNS
          + """
          FROM deliveries d
          LEFT JOIN events e ON e.id = d.event_row
          LEFT JOIN attempts a
            ON a.id = (SELECT MAX(l.id) FROM attempts l WHERE l.delivery_id = d.id)
          WHERE d.id IN (<ids>)
          """;

  private final Jdbi jdbi;

  DeliveryList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The newest of them, the newest last. */
  public List<DeliveryRow> newest(Selection selection, int limit) {
    return jdbi.withHandle(handle -> newest(handle, selection, limit));
  }

  private static List<DeliveryRow> newest(Handle handle, Selection selection, int limit) {
    List<Long> ids =
        selection
            .query(handle, "d.id", " ORDER BY d.id DESC LIMIT :limit")
            .bind("limit", limit)
            .mapTo(Long.class)
            .list();
    if (ids.isEmpty()) {
      return List.of();
    }
    List<DeliveryRow> rows =
        new ArrayList<>(handle.createQuery(READ).bindList("ids", ids).map(DeliveryRow::of).list());
    rows.sort(Comparator.comparingLong(DeliveryRow::id));
    return rows;
  }

  /** The newest ids of deliveries and of attempts. */
  public record Mark(long delivery, long attempt) {}

  /** How far it has come. */
  public Mark mark() {
    return jdbi.withHandle(
        handle -> new Mark(highest(handle, "deliveries"), highest(handle, "attempts")));
  }

  /** Those that were made or attempted since then, and some from shortly before. */
  public List<DeliveryRow> since(Mark mark, Selection selection) {
    return jdbi.withHandle(
        handle -> {
          Set<Long> ids = new HashSet<>(behind(handle, "id", "deliveries", mark.delivery()));
          ids.addAll(behind(handle, "delivery_id", "attempts", mark.attempt()));
          return ids.isEmpty()
              ? List.of()
              : newest(handle, selection.among(List.copyOf(ids)), ids.size());
        });
  }

  private static long highest(Handle handle, String table) {
    return handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM " + table).mapTo(Long.class).one();
  }

  private static List<Long> behind(Handle handle, String column, String table, long id) {
    return handle
        .createQuery(
            "SELECT %s FROM %s WHERE id > :id ORDER BY id DESC LIMIT :limit"
                .formatted(column, table))
        .bind("id", id - LOOK_BACK)
        .bind("limit", NEWEST_AT_MOST + LOOK_BACK)
        .mapTo(Long.class)
        .list();
  }
}
