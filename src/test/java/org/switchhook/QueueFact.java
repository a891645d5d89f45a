package org.switchhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What both queue_log and the events say of a call, in one word for both.
 *
 * @param call its uniqueid
 * @param agent the member's name; empty where nobody is meant
 */
record QueueFact(String call, String queue, String what, String agent) {

  /** What Asterisk wrote: time, call, queue, agent, what, and more. */
  static List<QueueFact> of(Path queueLog) throws IOException {
    List<QueueFact> facts = new ArrayList<>();
    for (String line : Files.readAllLines(queueLog)) {
      String[] field = line.split("\\|", -1);
      String what = word(field[4]);
      if (!what.isEmpty()) {
        facts.add(new QueueFact(field[1], field[2], what, field[3].replace("NONE", "")));
      }
    }
    return facts;
  }

  private static String word(String verb) {
    return switch (verb) {
      case "ENTERQUEUE" -> "joined";
      case "CONNECT" -> "connected";
      case "RINGNOANSWER" -> "rang in vain";
      case "RINGCANCELED" -> "rang until the caller went";
      case "ABANDON" -> "abandoned";
      case "EXITWITHTIMEOUT" -> "timeout";
      case "COMPLETEAGENT" -> "ended by agent";
      case "COMPLETECALLER" -> "ended by caller";
      default -> "";
    };
  }

  /** What a receiver was told; Asterisk wrote nothing of who went before there was a queue. */
  static List<QueueFact> of(List<Posted> posts) {
    List<QueueFact> facts = new ArrayList<>();
    for (Posted posted : posts) {
      JsonNode json = posted.json();
      JsonNode queue = json.path("call").path("queue");
      String what = word(posted.event(), json);
      if (!what.isEmpty() && !queue.isMissingNode()) {
        facts.add(
            new QueueFact(
                json.path("call").path("uniqueid").asText(),
                queue.path("name").asText(),
                what,
                json.path("agent").path("username").asText()));
      }
    }
    return facts;
  }

  private static String word(String event, JsonNode json) {
    return switch (event) {
      case "call.queued" -> "joined";
      case "call.accepted" -> "connected";
      case "call.rejected" -> rang(json.path("outcome").asText());
      case "call.abandoned" -> json.path("reason").asText().replace("caller_hangup", "abandoned");
      case "call.ended" -> "ended by " + json.path("endedBy").asText();
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

  @Override
  public String toString() {
    return String.join(" ", call, queue, what, agent).strip();
  }
}
