package org.switchhook.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;
import org.switchhook.webhook.EventJson;

/** The table {@code events}, inside the transactions of {@link Outbox}. */
final class EventLog {

  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private static final String INSERT =
      "INSERT INTO events (event_id, bridge, subject_kind, pbx, subject, sequence, type, time,"
          + " recorded_at, body) VALUES ";

  private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  static final String INSERT_ONE = INSERT + ROW;

  private static final RowsStatement INSERT_ALL = new RowsStatement(INSERT, ROW, " RETURNING id");

  private static final String HIGHEST =
      """
      SELECT subject_kind, pbx, subject, MAX(sequence) AS highest
      FROM events
      WHERE bridge = :bridge AND subject_kind <> 'call'
      GROUP BY subject_kind, pbx, subject
      UNION ALL
      SELECT subject_kind, pbx, subject, MAX(sequence)
      FROM events
      WHERE bridge = :bridge AND subject_kind = 'call'
        AND time > UTC_TIMESTAMP(6) - INTERVAL 1 DAY
      GROUP BY subject_kind, pbx, subject
      HAVING SUM(type = 'call.closed') = 0
      """;

  private final String bridge;

  EventLog(String bridge) {
    this.bridge = bridge;
  }

  /**
   * Those that are not in the log yet, each once. One that is there with other content was told
   * already and cannot be taken back: what stands stays, and the difference is an error in the log
   * of the bridge, not a reason to hold back all that comes behind it.
   */
  List<Event> unknown(Handle handle, List<Event> events) {
    Map<String, Event> fresh = new LinkedHashMap<>();
    Map<String, Stored> stored = stored(handle, events);
    for (Event event : events) {
      String id = event.id();
      Stored known = stored.get(id);
      if (known != null) {
        known.compare(event);
        continue;
      }
      Event twin = fresh.putIfAbsent(id, event);
      if (twin != null) {
        new Stored(twin.recordedAt(), EventJson.text(twin)).compare(event);
      }
    }
    return new ArrayList<>(fresh.values());
  }

  /** Their rows, in their order. */
  List<Long> insert(Handle handle, List<NewEvent> events) {
    return INSERT_ALL.returning(handle, events, this::bind);
  }

  void bind(Parameters row, NewEvent fresh) {
    Event event = fresh.event();
    row.add(event.id())
        .add(bridge)
        .add(event.subject().kind().name().toLowerCase(Locale.ROOT))
        .add(event.subject().pbx())
        .add(event.subject().id())
        .add(event.sequence())
        .add(event.typeName())
        .add(utc(event.time()))
        .add(utc(event.recordedAt()))
        .add(fresh.body());
  }

  /** By subject: agents and bridges, and calls of the last day that are not closed. */
  Map<Subject, Long> highestSequences(Handle handle) {
    Map<Subject, Long> highest = new HashMap<>();
    handle
        .createQuery(HIGHEST)
        .bind("bridge", bridge)
        .map((row, context) -> Map.entry(subject(row), row.getLong("highest")))
        .forEach(entry -> highest.put(entry.getKey(), entry.getValue()));
    return highest;
  }

  /** MariaDB's DATETIME has no zone; all of ours are UTC. */
  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Map<String, Stored> stored(Handle handle, List<Event> events) {
    Map<String, Stored> stored = new HashMap<>();
    handle
        .createQuery("SELECT event_id, recorded_at, body FROM events WHERE event_id IN (<ids>)")
        .bindList("ids", events.stream().map(Event::id).toList())
        .map((row, context) -> Map.entry(row.getString("event_id"), Stored.of(row)))
        .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
    return stored;
  }

  private static Subject subject(ResultSet row) throws SQLException {
    Subject.Kind kind =
        Subject.Kind.valueOf(row.getString("subject_kind").toUpperCase(Locale.ROOT));
    return new Subject(kind, row.getString("pbx"), row.getString("subject"));
  }

  /** An event as it is in the log. */
  private record Stored(Instant recordedAt, String body) {

    static Stored of(ResultSet row) throws SQLException {
      LocalDateTime recordedAt = row.getObject("recorded_at", LocalDateTime.class);
      return new Stored(recordedAt.toInstant(ZoneOffset.UTC), row.getString("body"));
    }

    /** When it was recorded is not part of what happened. */
    void compare(Event event) {
      String given = EventJson.text(event.recordedAt(recordedAt));
      if (!given.equals(body)) {
        LOG.error(
            "event={} is in the table events with other content, which stays; there: {} now: {}",
            event.id(),
            body,
            given);
      }
    }
  }
}
