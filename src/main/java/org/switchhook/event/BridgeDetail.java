package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of the {@code bridge.*} types. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface BridgeDetail extends Detail {

  /** Logged in to a PBX and reading its events; {@code version} as the AMI greeting gives it. */
  record Connected(@Nullable String version) implements BridgeDetail {}

  /** Nothing was heard from the PBX from {@code from} to {@code to}, by the bridge's clock. */
  record Gap(
      @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = Event.TIME, timezone = "UTC")
          Instant from,
      @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = Event.TIME, timezone = "UTC")
          Instant to,
      GapCause cause)
      implements BridgeDetail {}

  /**
   * What happened in the gaps since {@code from} is told.
   *
   * @param calls how many calls something was told of
   * @param events how many events were told, each with {@link Origin#RECOVERED}
   * @param unresolved what could not be known; empty where all is
   */
  record Recovered(
      @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = Event.TIME, timezone = "UTC")
          Instant from,
      @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = Event.TIME, timezone = "UTC")
          Instant to,
      int calls,
      int events,
      List<Unresolved> unresolved)
      implements BridgeDetail {}

  /**
   * One kind of thing that could not be known.
   *
   * @param count of how many calls
   * @param calls their ids, of the first of them
   */
  record Unresolved(Missing what, int count, List<String> calls) {}

  /** What Asterisk does not record, or did not. */
  enum Missing {
    /** Whether and for how long somebody was put on hold. */
    @JsonProperty("holds")
    HOLDS,
    /** By whom and how a call was handed over. */
    @JsonProperty("transfers")
    TRANSFERS,
    /** Who ended a call, or why it was given up. */
    @JsonProperty("ended_by")
    ENDED_BY,
    /** When it was answered, or when it ended. */
    @JsonProperty("times")
    TIMES,
    /** {@code queue_log} could not be read, or not all of it. */
    @JsonProperty("queue_log")
    QUEUE_LOG,
    /** The call detail records could not be read, or not all of them. */
    @JsonProperty("cdr")
    CDR,
    /** The channels that are up could not be listed. */
    @JsonProperty("channels")
    CHANNELS
  }

  /** Once a minute. */
  record Heartbeat(int openCalls, int agentsLoggedIn) implements BridgeDetail {}

  /** Asked to stop. */
  record Stopping() implements BridgeDetail {}
}
