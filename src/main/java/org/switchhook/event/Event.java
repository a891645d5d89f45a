package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as it is published.
 *
 * @param subject what it is about; not in the JSON, the id is made of it
 * @param pbx the PBX's name; absent where a bridge speaks of itself
 * @param time when the PBX says it happened; never earlier than the event before it in its subject
 * @param recordedAt when the bridge had it on disk
 * @param sequence 1..n without a hole within the subject
 * @param agent who it is about, where it is about one
 * @param detail the fields of the type
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "id",
  "type",
  "time",
  "recordedAt",
  "pbx",
  "sequence",
  "origin",
  "call",
  "agent",
  "detail"
})
public record Event(
    @JsonIgnore Subject subject,
    @JsonIgnore EventType type,
    @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = TIME, timezone = "UTC") Instant time,
    @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = TIME, timezone = "UTC")
        Instant recordedAt,
    @Nullable String pbx,
    long sequence,
    Origin origin,
    @Nullable CallRef call,
    @Nullable AgentRef agent,
    @JsonUnwrapped Detail detail) {

  /** RFC 3339 in UTC with milliseconds, as every time in the published JSON. */
  static final String TIME = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";

  /** The same in every retry and after every restart. */
  @JsonProperty
  public String id() {
    return EventId.of(subject, sequence);
  }

  /** The type by its name, e.g. {@code call.accepted}, {@code custom.payment_taken}. */
  @JsonProperty("type")
  public String typeName() {
    return detail instanceof CustomDetail custom ? "custom." + custom.name() : type.wireName();
  }

  /** The same event, recorded at another time. */
  public Event recordedAt(Instant when) {
    return new Event(subject, type, time, when, pbx, sequence, origin, call, agent, detail);
  }
}
