package org.switchhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What scenarios have to tell, in the words of the published language's table. */
final class Stories {

  /** Scenario and what it tells of its call. */
  static final String OF_CALLS =
      """
      answered        | received queued allocated accepted(1001) ended(caller) closed
      blind           | received queued allocated accepted(1001) transferred(1002) allocated accepted(1002) ended(caller) closed
      blind_queue     | received queued allocated accepted(1001) transferred(support) queued allocated accepted(1003) ended(caller) closed
      campaign        | received queued allocated accepted(1001) ended(caller) closed
      rna             | received queued allocated rejected(no_answer) allocated accepted(1001) ended(agent) closed
      reject          | received queued allocated rejected(rejected) abandoned(caller_hangup) closed
      abandon         | received queued abandoned(caller_hangup) closed
      abandon_ringing | received queued allocated rejected(caller_abandoned) abandoned(caller_hangup) closed
      hold            | received queued allocated accepted(1001) held resumed ended(caller) closed
      overflow        | received queued left_queue(timeout) forwarded(sales>support) queued allocated accepted(1003) ended(caller) closed
      outbound        | received allocated accepted(9034911222333) ended(agent) closed
      outbound_busy   | received allocated rejected(rejected) abandoned(rejected) closed
      direct          | received allocated accepted(1002) ended(caller) closed
      direct_noanswer | received allocated rejected(no_answer) abandoned(no_answer) closed
      ringall         | received queued allocated allocated accepted(1002) rejected(answered_elsewhere) ended(caller) closed
      autopause       | received queued allocated rejected(no_answer) allocated accepted(1002) ended(caller) closed
      weird_name      | received queued allocated accepted(1001) ended(agent) closed
      """;

  /** Scenario and what it tells of its agent. */
  static final String OF_AGENTS =
      """
      answered  | logged_in(sales) logged_out
      agentlife | logged_in(sales) paused(Lunch, all) unpaused(Lunch, all) queues_changed(+support) paused(Training, support) unpaused(Training, support) queues_changed(-support) logged_out
      """;

  private Stories() {}

  /** The story of a scenario in one of the tables. */
  static String of(String table, String scenario) {
    return table
        .lines()
        .map(line -> line.split("\\|", 2))
        .filter(line -> line[0].strip().equals(scenario))
        .findFirst()
        .orElseThrow()[1]
        .strip();
  }

  /** Events as JSON in the words of the table; types begin with {@code call.} or another group. */
  static String words(String group, List<String> events) {
    List<String> words = new ArrayList<>();
    for (String event : events) {
      JsonNode json = Posted.json(event);
      String type = json.path("type").asText();
      if (type.startsWith(group)) {
        words.add(type.substring(group.length()) + word(type, json));
      }
    }
    return String.join(" ", words);
  }

  private static String word(String type, JsonNode event) {
    return switch (type) {
      case "call.accepted" -> "(" + answeredBy(event) + ")";
      case "call.rejected" -> "(" + text(event, "outcome") + ")";
      case "call.ended" -> "(" + text(event, "endedBy") + ")";
      case "call.abandoned", "call.left_queue" -> "(" + text(event, "reason") + ")";
      case "call.forwarded" ->
          "(" + queue(event, "fromQueue") + ">" + queue(event, "toQueue") + ")";
      case "call.transferred" -> "(" + whereTo(event.path("to")) + ")";
      case "agent.logged_in" -> "(" + list(event, "queues") + ")";
      case "agent.queues_changed" -> "(" + change(event) + ")";
      case "agent.paused", "agent.unpaused" -> "(" + pause(event) + ")";
      default -> "";
    };
  }

  private static String answeredBy(JsonNode event) {
    return event.has("agent")
        ? text(event.path("agent"), "number")
        : text(event, event.has("extension") ? "extension" : "number");
  }

  private static String whereTo(JsonNode to) {
    return to.has("queue") ? queue(to, "queue") : answeredBy(to);
  }

  private static String change(JsonNode event) {
    return event.path("added").isEmpty()
        ? "-" + list(event, "removed")
        : "+" + list(event, "added");
  }

  private static String pause(JsonNode event) {
    boolean all = event.path("all").asBoolean();
    return text(event, "reason") + ", " + (all ? "all" : list(event, "queues"));
  }

  private static String queue(JsonNode event, String name) {
    return text(event.path(name), "name");
  }

  private static String list(JsonNode event, String name) {
    List<String> all = new ArrayList<>();
    event.path(name).forEach(one -> all.add(one.asText()));
    return String.join(",", all);
  }

  private static String text(JsonNode event, String name) {
    return event.path(name).asText();
  }
}
