package org.switchhook;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.event.Event;
import org.switchhook.webhook.EventJson;
import org.switchhook.webhook.EventReader;

/** Each invariant is broken once, in a recorded story that keeps them all. */
class InvariantsTest {

  private static final Map<String, List<String>> STORIES = new HashMap<>();

  /** What a scenario tells, as receivers get it. */
  private static List<String> texts(String scenario) {
    return STORIES.computeIfAbsent(
        scenario,
        name ->
            Transcripts.replay(Transcripts.TRANSCRIPTS.resolve("22.10/" + name + ".ami")).stream()
                .map(EventJson::text)
                .toList());
  }

  private static List<Event> story(String scenario) {
    return texts(scenario).stream().map(ExactEvent::read).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          answered  | call.received        | a call is received first
          answered  | call.allocated       | an outcome is of a ring attempt that was told
          answered  | call.accepted        | what ended had been answered
          rna       | call.rejected        | a ring attempt has an outcome
          answered  | call.ended           | a call ends
          answered  | call.closed          | a call that has ended is closed
          overflow  | call.left_queue      | who is forwarded has left a queue
          overflow  | call.forwarded       | who goes on to another queue is forwarded
          overflow  | call.queued          | who leaves a queue was in it
          hold      | call.held            | who resumes held
          agentlife | agent.queues_changed | who leaves a queue was in it
          """)
  void theFirstOfATypeIsMissing(String scenario, String type, String rule) {
    List<Event> story = new ArrayList<>(story(scenario));
    story.remove(first(story, type));
    assertBroken(numbered(story), rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          answered  | call.received        | a call is received once
          answered  | call.queued          | who joins a queue is in none
          answered  | call.allocated       | an offer's id is of one ring attempt
          answered  | call.accepted        | an outcome is of a ring attempt that was told
          answered  | call.ended           | a call has one end
          abandon   | call.abandoned       | a call has one end
          answered  | call.closed          | a call is closed once
          rna       | call.rejected        | an outcome is of a ring attempt that was told
          hold      | call.held            | who holds did not hold yet
          hold      | call.resumed         | who resumes held
          agentlife | agent.logged_in      | who logs in was logged out
          agentlife | agent.logged_out     | who does that is logged in
          agentlife | agent.paused         | who goes on a break was on none
          agentlife | agent.queues_changed | new queues are new
          """)
  void theFirstOfATypeIsToldTwice(String scenario, String type, String rule) {
    List<Event> story = new ArrayList<>(story(scenario));
    int at = first(story, type);
    story.add(at, story.get(at));
    assertBroken(numbered(story), rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          answered  | call.queued    | times never run backwards
          answered  | call.ended     | times never run backwards
          """)
  void theFirstOfATypeIsToldBeforeTheOneBefore(String scenario, String type, String rule) {
    List<Event> story = new ArrayList<>(story(scenario));
    int at = first(story, type);
    story.add(at - 1, story.remove(at));
    assertBroken(numbered(story), rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          answered  | call.queued     | /sequence | 3           | numbers have no hole
          abandon   | call.closed     | /sequence | 5           | numbers have no hole
          answered  | call.accepted   | /call/direction | "outbound" | the direction is fixed
          answered  | call.accepted   | /call/uniqueid  | "pbx1-1.1" | the uniqueid is fixed
          answered  | call.accepted   | /agent/username | "Local/1001@x" | is of a person
          answered  | call.accepted   | /agent/fullName | "<unknown>" | is absent where it is unknown
          answered  | call.accepted   | /agent/interface | "PJSIP/trunk" | a trunk is no agent
          direct    | call.accepted   | /extension | "Local/1002@phones-1;2" | is of a person
          direct    | call.accepted   | /extension | "1003"     | a ring attempt is of one party
          outbound  | call.accepted   | /ringMs | 99999         | it rang from its beginning
          answered  | call.accepted   | /waitMs | 1             | from join to answer
          answered  | call.accepted   | /queue/name | "support" | a ring attempt is of one queue
          overflow  | call.left_queue | /waitMs | 1             | at the end of its wait
          overflow  | call.forwarded  | /toQueue/name | "x"     | who is forwarded joins that queue
          overflow  | call.forwarded  | /fromQueue/name | "x"   | forwarded from what it left
          overflow  | call.forwarded  | /reason | "key"         | forwarded for why it left
          answered  | call.queued     | /position | 2           | a place among those who wait
          hold      | call.resumed    | /heldMs | 1             | as long as from its beginning
          hold      | call.ended      | /talkMs | 1             | its parts talked so long
          hold      | call.ended      | /holdMs | 1             | its parts held so long
          hold      | call.ended      | /durationMs | 99999     | it lasted from start to end
          hold      | call.ended      | /waitMs | 1             | it waited until the first answer
          hold      | call.ended      | /waitMs | -1            | is not below 0
          abandon   | call.abandoned  | /waitMs | 99999         | it waited while it lasted
          answered  | call.closed     | /wrapUpMs | 1           | wrap-up is from end to close
          agentlife | agent.unpaused  | /reason | "Training"    | a break ends as it began
          agentlife | agent.logged_out | /sessionMs | 1         | a session is from login to logout
          agentlife | agent.logged_out | /queues/0 | "x"        | who logs out leaves the last
          agentlife | agent.paused    | /all | false            | paused in every queue is so in all
          """)
  void aValueIsWrong(String scenario, String type, String where, String value, String rule)
      throws JsonProcessingException {
    List<Event> story = new ArrayList<>(story(scenario));
    int at = first(story, type);
    story.set(at, edited(story.get(at), where, value));
    assertBroken(story, rule);
  }

  @Test
  void aMessageNamesTheCallTheSequenceAndTheRule() {
    List<Event> story = new ArrayList<>(story("answered"));
    story.remove(first(story, "call.queued"));
    assertThatThrownBy(() -> Invariants.of(story).hold())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "call pbx1-1795321416.0, sequence 3 (call.allocated): numbers have no hole"
                + " (3, and not 2); told was");
  }

  @Test
  void whatIsCutOffMayBeOpenAndWhatBeganEarlierBeginAnywhere() {
    List<Event> story = story("hold");
    for (int i = 1; i < story.size(); i++) {
      Invariants.of(story.subList(0, i)).cutOff().hold();
      Invariants.of(story.subList(i, story.size())).begunEarlier().hold();
    }
  }

  @Test
  void whatAReceiverGotIsReadAsItWasTold() {
    List<String> story = texts("overflow");
    Invariants.ofJson(story).hold();
    List<String> more =
        story.stream().map(e -> e.replace("\"origin\"", "\"x\":1,\"origin\"")).toList();
    assertThatThrownBy(() -> Invariants.ofJson(more)).hasMessageContaining("was read as");
  }

  private static void assertBroken(List<Event> story, String rule) {
    assertThatThrownBy(() -> Invariants.of(story).hold())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(rule);
  }

  private static int first(List<Event> story, String type) {
    return IntStream.range(0, story.size())
        .filter(i -> story.get(i).type().wireName().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /** With numbers that have no hole, so that another rule has to see what is wrong. */
  private static List<Event> numbered(List<Event> story) {
    List<Event> numbered = new ArrayList<>();
    for (Event event : story) {
      long before = numbered.stream().filter(e -> e.subject().equals(event.subject())).count();
      numbered.add(
          new Event(
              event.subject(),
              event.type(),
              event.time(),
              event.recordedAt(),
              event.pbx(),
              before + 1,
              event.origin(),
              event.call(),
              event.agent(),
              event.detail()));
    }
    return numbered;
  }

  private static Event edited(Event event, String where, String value)
      throws JsonProcessingException {
    ObjectNode json = (ObjectNode) Posted.json(EventJson.text(event));
    JsonNode parent = json.at(where.substring(0, where.lastIndexOf('/')));
    String last = where.substring(where.lastIndexOf('/') + 1);
    if (parent.isArray()) {
      ((ArrayNode) parent).set(0, Posted.json(value));
    } else {
      ((ObjectNode) parent).set(last, Posted.json(value));
    }
    return EventReader.read(json);
  }
}
