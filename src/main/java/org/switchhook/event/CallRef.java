package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as it stood when the event happened.
 *
 * @param id the uniqueid, with the PBX's name in front where Asterisk has no {@code systemname}
 * @param uniqueid the uniqueid of the call's first channel, fixed for the call's life; joins with
 *     {@code cdr.uniqueid} and {@code queue_log.callid}
 * @param consultOf the id of the call that a consultation is about
 * @param queue the queue that it is in or was last in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallRef(
    String id,
    String uniqueid,
    Direction direction,
    Kind kind,
    @Nullable String consultOf,
    CallerRef from,
    CallerRef to,
    @Nullable String campaign,
    @Nullable QueueRef queue,
    @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = Event.TIME, timezone = "UTC")
        Instant startedAt,
    Map<String, Object> data) {

  /** Trunk to phone, phone to trunk, or phone to phone. */
  public enum Direction {
    @JsonProperty("inbound")
    INBOUND,
    @JsonProperty("outbound")
    OUTBOUND,
    @JsonProperty("internal")
    INTERNAL
  }

  /** {@code consult} for a consultation, else {@code queue} once it has joined one. */
  public enum Kind {
    @JsonProperty("queue")
    QUEUE,
    /** A phone's talk with somebody else about a call that it holds. */
    @JsonProperty("consult")
    CONSULT,
    @JsonProperty("direct")
    DIRECT
  }
}
