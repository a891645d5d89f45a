package org.switchhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What scenarios have to tell, in the words of the published language's table. */
final class Stories {

  /** Scenario and what it tells of its calls. */
  static final Map<String, String> OF_CALLS = read("calls");

  /** Scenario and what it tells of its agents. */
  static final Map<String, String> OF_AGENTS = read("agents");

  private Stories() {}

  /** The story of a scenario in one of the tables. */
  static String of(Map<String, String> table, String scenario) {
    return Objects.requireNonNull(table.get(scenario), scenario);
  }

  /** {@code transcripts/GROUP.txt}: a line each, the scenario and its story. */
  private static Map<String, String> read(String group) {
    Map<String, String> table = new LinkedHashMap<>();
    for (String line : Transcripts.lines(group + ".txt")) {
      String[] both = line.split("\\|", 2);
      table.put(both[0].strip(), both[1].strip());
    }
    return table;
  }

  /**
   * Events as JSON in the words of the table, one subject after the other in the order in which
   * they began; types begin with {@code call.} or another group.
   */
  static String words(String group, List<String> events) {
    Map<String, List<JsonNode>> stories = new LinkedHashMap<>();
    events.stream()
        .map(Posted::json)
        .filter(event -> event.path("type").asText().startsWith(group))
        .sorted(Comparator.comparing(Stories::time).thenComparing(Stories::sequence))
        .forEach(e -> stories.computeIfAbsent(subject(e), s -> new ArrayList<>()).add(e));
    return stories.values().stream()
        .map(story -> story(group, story))
        .collect(Collectors.joining(" / "));
  }

  private static String story(String group, List<JsonNode> events) {
    return events.stream()
        .sorted(Comparator.comparing(Stories::sequence))
        .map(event -> word(group, event))
        .collect(Collectors.joining(" "));
  }

  private static String word(String group, JsonNode event) {
    String type = event.path("type").asText();
    return type.substring(group.length()) + detail(type, event);
  }

  private static String time(JsonNode event) {
    return event.path("time").asText();
  }

  private static long sequence(JsonNode event) {
    return event.path("sequence").asLong();
  }

  private static String subject(JsonNode event) {
    return event.has("call")
        ? text(event.path("call"), "id")
        : text(event.path("agent"), "interface");
  }

  private static String detail(String type, JsonNode event) {
    return switch (type) {
      case "call.received" -> received(event.path("call"));
      case "call.allocated", "call.accepted" -> "(" + answeredBy(event) + ")";
      case "call.held", "call.resumed" -> "(" + answeredBy(event.path("by")) + ")";
      case "call.rejected" -> "(" + text(event, "outcome") + ")";
      case "call.ended" -> "(" + text(event, "endedBy") + ")";
      case "call.abandoned", "call.left_queue" -> "(" + text(event, "reason") + ")";
      case "call.forwarded" ->
          "(" + queue(event, "fromQueue") + ">" + queue(event, "toQueue") + ")";
      case "call.transferred" ->
          "(" + text(event, "transfer") + ", to " + whereTo(event.path("to")) + ")";
      case "call.dispositioned" -> "(" + list(event, "values") + ")";
      case "agent.logged_in" -> "(" + list(event, "queues") + ")";
      case "agent.queues_changed" -> "(" + change(event) + ")";
      case "agent.paused", "agent.unpaused" -> "(" + pause(event) + ")";
      default -> "";
    };
  }

  /** Its direction, and what it is where that shows at once. */
  private static String received(JsonNode call) {
    boolean consult = text(call, "kind").equals("consult");
    return "(" + text(call, "direction") + (consult ? ", consult" : "") + ")";
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
