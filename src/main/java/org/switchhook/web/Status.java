package org.switchhook.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a bridge stands that runs: {@code /status}.
 *
 * @param bridge its name
 * @param problems what is wrong with the bridge itself; empty is good news
 */
public record Status(
    String bridge,
    String version,
    Instant startedAt,
    List<Pbx> pbxs,
    Journal journal,
    List<String> problems) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** Of a bridge of another version, or of another program, a part may be missing. */
  public Status {
    if (bridge == null
        || startedAt == null
        || pbxs == null
        || journal == null
        || problems == null) {
      throw new IllegalArgumentException("no status of a bridge");
    }
  }

  /**
   * One PBX.
   *
   * @param connected whether its events are heard
   * @param since when that began; absent where it was never heard
   * @param problem why it is not heard; absent while it is
   * @param lastEventAt when the last event came that is used
   */
  public record Pbx(
      String name,
      boolean connected,
      @Nullable Instant since,
      @Nullable String problem,
      @Nullable Instant lastEventAt) {}

  /**
   * The journal.
   *
   * @param backlog entries that the database does not have yet
   * @param full whether no PBX is listened to for want of room
   */
  public record Journal(long bytes, long limitBytes, long backlog, boolean full) {}

  /** As {@code /status} shows it; times in RFC 3339. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status that has no JSON", e);
    }
  }

  /**
   * What {@link #json} gave.
   *
   * @throws IllegalArgumentException if it is of something else
   */
  public static Status of(String json) {
    try {
      Status status = JSON.readValue(json, Status.class);
      if (status != null) {
        return status;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no status of a bridge", e);
    }
    throw new IllegalArgumentException("no status of a bridge");
  }
}
