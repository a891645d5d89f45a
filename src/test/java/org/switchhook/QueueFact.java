package org.switchhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What both queue_log and the events say of a call, in one word for both.
 *
 * @param call its uniqueid
 * @param agent the member's name; empty where nobody is meant
 */
record QueueFact(String call, String queue, String what, String agent, Instant time) {

  /** How a conversation ended; nothing is written of it where Asterisk ended it. */
  private static final String ENDED = "ended by ";

  /** What a line of queue_log says: time, call, queue, agent, what, and more. */
  static Stream<QueueFact> of(String line) {
    String[] field = line.split("\\|", -1);
    String what = word(field[4]);
    String agent = field[3].replace("NONE", "");
    Instant time = Instant.ofEpochSecond(Long.parseLong(field[0]));
    return what.isEmpty()
        ? Stream.empty()
        : Stream.of(new QueueFact(field[1], field[2], what, agent, time));
  }

  private static String word(String verb) {
    return switch (verb) {
      case "ENTERQUEUE" -> "joined";
      case "CONNECT" -> "connected";
      case "RINGNOANSWER" -> "rang in vain";
      case "RINGCANCELED" -> "rang until the caller went";
      case "ABANDON" -> "abandoned";
      case "EXITWITHTIMEOUT" -> "timeout";
      case "EXITEMPTY" -> "leave_empty";
      case "EXITWITHKEY" -> "key";
      case "COMPLETEAGENT" -> ENDED + "agent";
      case "COMPLETECALLER" -> ENDED + "caller";
      default -> "";
    };
  }

  /** What an event says; Asterisk wrote nothing of who went before there was a queue. */
  static Stream<QueueFact> of(Posted posted) {
    JsonNode json = posted.json();
    JsonNode queue = json.path("call").path("queue");
    String what = word(posted.event(), json);
    return what.isEmpty() || queue.isMissingNode()
        ? Stream.empty()
        : Stream.of(
            new QueueFact(
                json.path("call").path("uniqueid").asText(),
                queue.path("name").asText(),
                what,
                json.path("agent").path("username").asText(),
                posted.time()));
  }

  private static String word(String event, JsonNode json) {
    return switch (event) {
      case "call.queued" -> "joined";
      case "call.accepted" -> "connected";
      case "call.rejected" -> rang(json.path("outcome").asText());
      case "call.abandoned" -> left(json.path("queueExit").asText(json.path("reason").asText()));
      case "call.ended" -> ENDED + json.path("endedBy").asText();
      default -> "";
    };
  }

  private static String rang(String outcome) {
    return switch (outcome) {
      case "no_answer", "rejected", "busy", "unavailable" -> "rang in vain";
      case "caller_abandoned" -> "rang until the caller went";
      case "answered_elsewhere" -> ""; // Asterisk writes nothing of who was not the quickest.
      default -> outcome;
    };
  }

  /** Whoever hung up, queue_log says ABANDON; a restart leaves the last attempt as the reason. */
  private static String left(String reason) {
    return List.of("timeout", "leave_empty", "key").contains(reason) ? reason : "abandoned";
  }

  /** Whether the other says the same, at whatever time. */
  boolean isSameAs(QueueFact other) {
    return call.equals(other.call)
        && queue.equals(other.queue)
        && agent.equals(other.agent)
        && (what.equals(other.what) || isEndBySystem(other) || other.isEndBySystem(this));
  }

  /** Whose hangup ends a call at a restart is a matter of chance in queue_log. */
  private boolean isEndBySystem(QueueFact other) {
    return isBySystem() && other.what.startsWith(ENDED);
  }

  /** Where Asterisk ends a call it need not write of it. */
  boolean isBySystem() {
    return what.equals(ENDED + "system");
  }

  /** Whether a member rang, and nobody answered there. */
  boolean isInVain() {
    return what.equals("rang in vain");
  }

  /** How far they are apart; queue_log has whole seconds. */
  Duration apart(QueueFact other) {
    return Duration.between(time, other.time).abs();
  }

  @Override
  public String toString() {
    return String.join(" ", call, queue, what, agent).strip() + " at " + time;
  }
}
