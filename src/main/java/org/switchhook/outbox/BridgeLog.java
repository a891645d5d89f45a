package org.switchhook.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.switchhook.event.BridgeDetail;

/** What a bridge has told of itself, and when it last wrote. */
public final class BridgeLog {

  private static final String OF_BRIDGE =
      """
      FROM events FORCE INDEX (events_sequence)
      WHERE subject_kind = 'bridge' AND pbx = :bridge AND subject = :bridge
      """;

  // By sequence, in which a bridge's events stand by time: the index by time has those of all
  // calls.
  private static final String LAST_BEFORE =
      "SELECT sequence " + OF_BRIDGE + "AND time < :since ORDER BY sequence DESC LIMIT 1";

  private static final String GAPS =
      "SELECT body "
          + OF_BRIDGE
          + "AND sequence > :after AND type IN ('bridge.gap', 'bridge.recovered') ORDER BY sequence";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // Of a newer bridge at the same database.
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .build();

  private final Jdbi jdbi;
  private final String bridge;

  BridgeLog(Jdbi jdbi, String bridge) {
    this.jdbi = jdbi;
    this.bridge = bridge;
  }

  /** When it last wrote to the database, which it does once a minute; empty where it never did. */
  public Optional<Instant> lastWroteAt() {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT updated_at FROM bridge_position WHERE bridge = :bridge")
                    .bind("bridge", bridge)
                    .mapTo(LocalDateTime.class)
                    .findOne())
        .map(time -> time.toInstant(ZoneOffset.UTC));
  }

  /** The gaps that were told or recovered since then, in the order in which they began. */
  public List<GapRow> gaps(Instant since) {
    Map<List<Object>, GapRow> gaps = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(GAPS)
                .bind("bridge", bridge)
                .bind("after", lastBefore(handle, since))
                .mapTo(String.class)
                .forEach(body -> add(body, gaps)));
    return List.copyOf(gaps.values());
  }

  private long lastBefore(Handle handle, Instant since) {
    return handle
        .createQuery(LAST_BEFORE)
        .bind("bridge", bridge)
        .bind("since", EventLog.utc(since))
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /** One that began again before all was told has the same beginning, and ends later. */
  private static void add(String body, Map<List<Object>, GapRow> gaps) {
    try {
      JsonNode event = JSON.readTree(body);
      String pbx = event.path("pbx").asText();
      GapRow row = event.has("cause") ? gap(pbx, event) : recovered(pbx, event);
      gaps.merge(List.of(pbx, row.from()), row, BridgeLog::told);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event of a gap that cannot be read: " + body, e);
    }
  }

  private static GapRow gap(String pbx, JsonNode event) throws JsonProcessingException {
    BridgeDetail.Gap gap = JSON.treeToValue(event, BridgeDetail.Gap.class);
    return new GapRow(pbx, gap.from(), gap.to(), gap.cause(), false, 0, 0, List.of());
  }

  private static GapRow recovered(String pbx, JsonNode event) throws JsonProcessingException {
    BridgeDetail.Recovered all = JSON.treeToValue(event, BridgeDetail.Recovered.class);
    return new GapRow(
        pbx, all.from(), all.to(), null, true, all.calls(), all.events(), all.unresolved());
  }

  private static GapRow told(GapRow before, GapRow now) {
    return new GapRow(
        now.pbx(),
        now.from(),
        now.to(),
        now.cause() == null ? before.cause() : now.cause(),
        now.recovered(),
        now.calls(),
        now.events(),
        now.unresolved());
  }
}
