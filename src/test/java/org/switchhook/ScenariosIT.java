package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.audit.Verdict;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.ManagerUser;
import org.switchhook.pbx.Pbx;
import org.switchhook.pbx.Recording;
import org.switchhook.pbx.Scenarios;
import org.switchhook.webhook.EventJson;

/**
 * Scenarios, played live, arrive as the table has them. {@code -Dscenarios=all} plays all of the
 * table, for half an hour; {@code -Dscenarios=blonde,chain} plays these.
 */
class ScenariosIT {

  /** By release; on 16 where the order of its events has been another than on 22. */
  private static final Map<String, String> SOME =
      Map.of(
          "22",
          "answered,rna,overflow,attended,attended_refer,blonde,outbound_blind,pool,"
              + "freepbx_member,clicktocall,parking,disposition",
          "16",
          "answered,attended_refer,pool,pickup,disposition");

  /** The bridge is told of its PBX's end and begins anew: a test of its own has it. */
  private static final String ENDS_THE_PBX = "restart_midcall";

  private static final String CODED = "/coded";
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration CLOCKS_APART = Duration.ofMillis(100);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"22", "16"})
  void whatWasPlayedArrivesAndIsWhatAReplayTells(String release) throws Exception {
    Path recording = directory.resolve("scenarios.ami");
    Map<String, String> told = new LinkedHashMap<>();
    try (Premises premises = Premises.open(release);
        CallCentre centre = new CallCentre(premises.pbx())) {
      String url = "UPDATE webhooks SET url = ? WHERE event = 'InteractionDisposition'";
      premises.jdbi().useHandle(db -> db.execute(url, premises.inbox().url(CODED)));
      BridgeProcess bridge = premises.bridge();
      bridge.awaitConnected();
      Recording.record(
          premises.pbx(),
          ManagerUser.SWITCHHOOK,
          recording,
          () -> {
            Scenarios scenarios = new Scenarios(centre);
            scenarios.play("agentlife"); // first: its agent's story then begins with it
            played(release).forEach(name -> told.put(name, play(scenarios, name, premises)));
          });
      bridge.stop();

      Inbox inbox = premises.inbox();
      assertThat(told)
          .allSatisfy(
              (scenario, story) ->
                  assertThat(story)
                      .as(scenario)
                      .isEqualTo(inOneOrder(Stories.of(Stories.OF_CALLS, scenario))));
      List<String> agent = bodies(inbox.agentStory(Premises.ALL, "PJSIP/1001"));
      assertThat(Stories.words("agent.", agent))
          .startsWith(Stories.of(Stories.OF_AGENTS, "agentlife"));
      Invariants.ofJson(bodies(inOrder(inbox.at(Premises.ALL)))).hold();
      assertThat(inbox.at(Premises.ALL).stream().map(Posted::id)).doesNotHaveDuplicates();
      assertThat(byId(bodies(inbox.at(Premises.ALL))))
          .usingRecursiveComparison()
          .withEqualsForType(ScenariosIT::isSame, ObjectNode.class)
          .isEqualTo(byId(replayed(recording)));
      assertThat(inbox.at(CODED).stream().map(Posted::body))
          .containsExactlyInAnyOrderElementsOf(ucontact(inbox.at(Premises.ALL)));
      assertThat(bridge.said("difference pbx=")).isEmpty();
      assertThat(AuditedStories.differences(compared(recording, premises.pbx()))).isEmpty();
      premises.assertNoSecretIsTold();
    }
  }

  private static List<String> played(String release) {
    String asked = System.getProperty("scenarios", Objects.requireNonNull(SOME.get(release)));
    if (!asked.equals("all")) {
      return List.of(asked.split(","));
    }
    return Stories.OF_CALLS.keySet().stream()
        .filter(name -> Transcripts.isRecorded(release, name) && !name.equals(ENDS_THE_PBX))
        .toList();
  }

  /** The stories of the calls of a scenario; what went wrong with it, if anything, before them. */
  private static String play(Scenarios scenarios, String name, Premises premises) {
    int before = premises.inbox().at(Premises.ALL).size();
    String trouble = "";
    try {
      scenarios.play(name);
      awaitClosed(name, premises.inbox(), before);
    } catch (AssertionError | IllegalStateException e) {
      trouble = e.getMessage() + "; told: "; // The others are played all the same.
    }
    premises.awaitDelivered();
    return trouble + inOneOrder(Stories.words("call.", bodies(since(premises.inbox(), before))));
  }

  /** Who took it and from whom is said in either order. */
  private static String inOneOrder(String story) {
    return story.replaceAll("(rejected\\(answered_elsewhere\\)) (accepted\\([^)]*\\))", "$2 $1");
  }

  private static void awaitClosed(String name, Inbox inbox, int before) {
    List<String> words = List.of(Stories.of(Stories.OF_CALLS, name).split("[ (]"));
    // The last that a call tells.
    for (String last : List.of("closed", "dispositioned")) {
      Await.until(
          name + " is " + last,
          DEADLINE,
          () ->
              since(inbox, before).stream().filter(p -> p.event().equals("call." + last)).count()
                  >= Collections.frequency(words, last));
    }
  }

  /** What uContact's own documentation makes of the dispositions, with the month in the date. */
  private static List<String> ucontact(List<Posted> all) {
    return all.stream()
        .filter(posted -> posted.event().equals("call.dispositioned"))
        .map(posted -> ucontact(posted.json()))
        .toList();
  }

  private static String ucontact(JsonNode coded) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    String date =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
            .withZone(ZoneId.of("America/Montevideo"))
            .format(Instant.parse(coded.path("time").asText()));
    body.put("event", "InteractionDisposition").put("date", date);
    body.put("guid", coded.path("call").path("id").asText());
    body.put("campaign", coded.path("call").path("campaign").asText());
    body.put("agent", coded.path("by").path("agent").path("username").asText());
    for (int level = 1; level <= 3; level++) {
      body.put("value" + level, coded.path("values").path(level - 1).asText());
    }
    return body.put("channel", "telephony").toString();
  }

  private static List<Posted> since(Inbox inbox, int before) {
    List<Posted> all = inbox.at(Premises.ALL);
    return all.subList(before, all.size());
  }

  /** A receiver may get the events of a call in another order. */
  private static List<Posted> inOrder(List<Posted> posts) {
    return posts.stream()
        .filter(posted -> !posted.event().startsWith("bridge.")) // `*` leaves heartbeats out
        .sorted(Comparator.comparing(Posted::sequence))
        .toList();
  }

  private static List<String> bodies(List<Posted> posts) {
    return posts.stream().map(Posted::body).toList();
  }

  private static List<String> replayed(Path recording) {
    return Transcripts.replay(recording).stream().map(EventJson::text).toList();
  }

  private static List<Verdict> compared(Path recording, Pbx pbx) {
    return AuditedStories.of(
        Transcripts.replay(recording),
        AuditedStories.entries(pbx.queueLog()),
        AuditedStories.cdrs(pbx.cdr()));
  }

  /**
   * Events of calls and agents by id, without what differs by nature: a recording has no lists, by
   * which the bridge knows who the static members are: the pool's 2001, and 1003 of support.
   */
  private static Map<String, ObjectNode> byId(List<String> events) {
    Map<String, ObjectNode> byId = new LinkedHashMap<>();
    for (String event : events) {
      ObjectNode json = (ObjectNode) Posted.json(event);
      if (!json.path("type").asText().startsWith("bridge.")) {
        json.remove("recordedAt");
        if (event.contains("\"number\":\"2001\"")) {
          json.retain("id", "type", "time", "sequence");
        }
        if (json.path("agent").path("number").asText().equals("1003") && !json.has("call")) {
          json.retain("id", "time", "sequence");
        }
        byId.put(json.path("id").asText(), json);
      }
    }
    return byId;
  }

  /**
   * The same but for some milliseconds: where an event of the PBX is late on its way, the bridge's
   * own clock may have let a timer of its run out before, and time never goes back.
   */
  private static boolean isSame(JsonNode one, JsonNode other) {
    if (one.isObject() && other.isObject()) {
      return one.size() == other.size()
          && one.properties().stream()
              .allMatch(
                  field -> isSame(field.getKey(), field.getValue(), other.path(field.getKey())));
    }
    return one.equals(other);
  }

  private static boolean isSame(String name, JsonNode one, JsonNode other) {
    if (name.endsWith("Ms") && one.isNumber() && other.isNumber()) {
      return Math.abs(one.asLong() - other.asLong()) <= CLOCKS_APART.toMillis();
    }
    if (name.equals("time") && one.isTextual() && other.isTextual()) {
      Duration apart =
          Duration.between(Instant.parse(one.asText()), Instant.parse(other.asText())).abs();
      return apart.compareTo(CLOCKS_APART) <= 0;
    }
    return isSame(one, other);
  }
}
