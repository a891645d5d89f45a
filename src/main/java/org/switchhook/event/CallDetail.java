package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The fields of the {@code call.*} types. Durations are in milliseconds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface CallDetail extends Detail {

  /** A call enters; {@code extension} is the phone that began it, where that is no agent's. */
  record Received(
      @Nullable String did,
      @Nullable String context,
      Initiation initiation,
      @Nullable String extension)
      implements CallDetail {}

  /**
   * Joins a queue at {@code position}; {@code waiting} calls are in it then. Asterisk's own records
   * do not tell how many.
   */
  record Queued(QueueRef queue, @Nullable Integer position, @Nullable Integer waiting)
      implements CallDetail {}

  /** Leaves a queue unanswered and goes on; one that refused it at the door is not named. */
  record LeftQueue(@Nullable QueueRef queue, QueueExit reason, long waitMs) implements CallDetail {}

  /** Left one queue and joins another. */
  record Forwarded(@Nullable QueueRef fromQueue, QueueRef toQueue, QueueExit reason)
      implements CallDetail {}

  /** One ring attempt begins; {@code offer} is its id. */
  record Allocated(
      String offer, @Nullable String extension, @Nullable String number, @Nullable QueueRef queue)
      implements CallDetail {}

  /** That attempt ended unanswered. */
  record Rejected(
      String offer,
      @Nullable String extension,
      @Nullable String number,
      @Nullable QueueRef queue,
      Outcome outcome,
      long ringMs)
      implements CallDetail {}

  /** An agent, an extension or the outside party answers. */
  record Accepted(
      String offer,
      @Nullable String extension,
      @Nullable String number,
      @Nullable QueueRef queue,
      long waitMs,
      long ringMs)
      implements CallDetail {}

  /** Put on hold. */
  record Held(PartyRef by) implements CallDetail {
    @Override
    public Held named(UnaryOperator<AgentRef> names) {
      return new Held(by.named(names));
    }
  }

  /** Taken off hold. */
  record Resumed(PartyRef by, long heldMs) implements CallDetail {
    @Override
    public Resumed named(UnaryOperator<AgentRef> names) {
      return new Resumed(by.named(names), heldMs);
    }
  }

  /** Handed over; {@code consultCall} is the id of the consultation that it follows. */
  record Transferred(Transfer transfer, PartyRef by, PartyRef to, @Nullable String consultCall)
      implements CallDetail {
    @Override
    public Transferred named(UnaryOperator<AgentRef> names) {
      return new Transferred(transfer, by.named(names), to.named(names), consultCall);
    }
  }

  /** Over, and had been connected. */
  record Ended(
      EndedBy endedBy,
      @Nullable Cause cause,
      long waitMs,
      long talkMs,
      long holdMs,
      long durationMs,
      List<Segment> segments)
      implements CallDetail {
    @Override
    public Ended named(UnaryOperator<AgentRef> names) {
      List<Segment> named = segments.stream().map(s -> s.named(names)).toList();
      return new Ended(endedBy, cause, waitMs, talkMs, holdMs, durationMs, named);
    }
  }

  /** Over, and never connected. {@code queue} and {@code position} are where it last waited. */
  record Abandoned(
      AbandonReason reason,
      @Nullable QueueExit queueExit,
      @Nullable QueueRef queue,
      @Nullable Integer position,
      long waitMs,
      @Nullable Cause cause)
      implements CallDetail {}

  /** The outcome is coded; {@code by} is absent where neither an agent nor an extension did. */
  record Dispositioned(List<String> values, @Nullable PartyRef by) implements CallDetail {
    @Override
    public Dispositioned named(UnaryOperator<AgentRef> names) {
      return new Dispositioned(values, by == null ? null : by.named(names));
    }
  }

  /** Wrap-up is over. */
  record Closed(long wrapUpMs) implements CallDetail {}

  /** Q.850 hangup cause. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Cause(int code, @Nullable String text) {}

  /**
   * The part of a call that one agent or extension talked; an outside number where the call was
   * handed over to one.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Segment(
      @Nullable AgentRef agent,
      @Nullable String extension,
      @Nullable String number,
      @Nullable QueueRef queue,
      @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = Event.TIME, timezone = "UTC")
          Instant startedAt,
      long talkMs,
      long holdMs) {

    Segment named(UnaryOperator<AgentRef> names) {
      return agent == null
          ? this
          : new Segment(names.apply(agent), extension, number, queue, startedAt, talkMs, holdMs);
    }
  }

  /** How the call began. */
  enum Initiation {
    @JsonProperty("inbound")
    INBOUND,
    @JsonProperty("dialled")
    DIALLED,
    @JsonProperty("originate")
    ORIGINATE
  }

  /** How a call is handed over. */
  enum Transfer {
    /** Without a word to whom it goes to. */
    @JsonProperty("blind")
    BLIND,
    /** After a talk with whom it goes to. */
    @JsonProperty("attended")
    ATTENDED,
    /** While whom it goes to is still being rung. */
    @JsonProperty("blonde")
    BLONDE
  }

  /** Why a call left a queue unanswered. */
  enum QueueExit {
    @JsonProperty("timeout")
    TIMEOUT,
    @JsonProperty("full")
    FULL,
    @JsonProperty("join_empty")
    JOIN_EMPTY,
    @JsonProperty("leave_empty")
    LEAVE_EMPTY,
    @JsonProperty("key")
    KEY,
    @JsonProperty("withdrawn")
    WITHDRAWN,
    @JsonProperty("unknown")
    UNKNOWN
  }

  /** How an unanswered ring attempt ended. */
  enum Outcome {
    @JsonProperty("no_answer")
    NO_ANSWER,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("busy")
    BUSY,
    @JsonProperty("unavailable")
    UNAVAILABLE,
    @JsonProperty("caller_abandoned")
    CALLER_ABANDONED,
    @JsonProperty("answered_elsewhere")
    ANSWERED_ELSEWHERE,
    @JsonProperty("withdrawn")
    WITHDRAWN,
    /** It ended in a gap, and what Asterisk recorded does not tell. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  /** Who ended a connected call. */
  enum EndedBy {
    @JsonProperty("agent")
    AGENT,
    @JsonProperty("caller")
    CALLER,
    @JsonProperty("callee")
    CALLEE,
    @JsonProperty("system")
    SYSTEM,
    /** It ended in a gap, and what Asterisk recorded does not tell. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  /** Why a call was never connected. */
  enum AbandonReason {
    @JsonProperty("caller_hangup")
    CALLER_HANGUP,
    @JsonProperty("timeout")
    TIMEOUT,
    @JsonProperty("full")
    FULL,
    @JsonProperty("join_empty")
    JOIN_EMPTY,
    @JsonProperty("leave_empty")
    LEAVE_EMPTY,
    @JsonProperty("key")
    KEY,
    @JsonProperty("no_answer")
    NO_ANSWER,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("busy")
    BUSY,
    @JsonProperty("unavailable")
    UNAVAILABLE,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("system")
    SYSTEM,
    /** It ended in a gap, and what Asterisk recorded does not tell. */
    @JsonProperty("unknown")
    UNKNOWN
  }
}
