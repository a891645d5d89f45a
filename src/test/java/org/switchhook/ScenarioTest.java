package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Detail;
import org.switchhook.event.Event;

/** What each scenario has to tell, in the words of the published language's table. */
class ScenarioTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      answered        | received queued allocated accepted(1001) ended(caller) closed
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
      """)
  void tellsItsCall(String scenario, String story) {
    for (String version : List.of("22.10", "16.28")) {
      assertThat(told(version, scenario, "call.")).as(version).isEqualTo(story);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      answered  | logged_in(sales) logged_out
      agentlife | logged_in(sales) paused(Lunch, all) unpaused(Lunch, all) queues_changed(+support) paused(Training, support) unpaused(Training, support) queues_changed(-support) logged_out
      """)
  void tellsItsAgent(String scenario, String story) {
    for (String version : List.of("22.10", "16.28")) {
      assertThat(told(version, scenario, "agent.")).as(version).isEqualTo(story);
    }
  }

  private static String told(String version, String scenario, String types) {
    Path recording = Transcripts.TRANSCRIPTS.resolve(version).resolve(scenario + ".ami");
    return Transcripts.replay(recording).stream()
        .filter(e -> e.type().wireName().startsWith(types))
        .map(e -> e.type().wireName().substring(types.length()) + word(e))
        .collect(Collectors.joining(" "));
  }

  private static String word(Event event) {
    Detail detail = event.detail();
    if (detail instanceof CallDetail.Accepted accepted) {
      return "(" + answeredBy(event, accepted) + ")";
    }
    if (detail instanceof CallDetail.Rejected rejected) {
      return lower(rejected.outcome());
    }
    if (detail instanceof CallDetail.Ended ended) {
      return lower(ended.endedBy());
    }
    if (detail instanceof CallDetail.Abandoned abandoned) {
      return lower(abandoned.reason());
    }
    if (detail instanceof CallDetail.LeftQueue left) {
      return lower(left.reason());
    }
    if (detail instanceof CallDetail.Forwarded forwarded) {
      return "(" + forwarded.fromQueue().name() + ">" + forwarded.toQueue().name() + ")";
    }
    return detail instanceof AgentDetail agent ? word(agent) : "";
  }

  private static String answeredBy(Event event, CallDetail.Accepted accepted) {
    if (event.agent() != null) {
      return String.valueOf(event.agent().number());
    }
    return String.valueOf(accepted.extension() == null ? accepted.number() : accepted.extension());
  }

  private static String word(AgentDetail detail) {
    if (detail instanceof AgentDetail.LoggedIn in) {
      return "(" + String.join(",", in.queues()) + ")";
    }
    if (detail instanceof AgentDetail.QueuesChanged changed) {
      return changed.added().isEmpty()
          ? "(-" + String.join(",", changed.removed()) + ")"
          : "(+" + String.join(",", changed.added()) + ")";
    }
    if (detail instanceof AgentDetail.Paused paused) {
      return pause(String.valueOf(paused.reason()), paused.all(), paused.queues());
    }
    if (detail instanceof AgentDetail.Unpaused unpaused) {
      return pause(String.valueOf(unpaused.reason()), unpaused.all(), unpaused.queues());
    }
    return "";
  }

  private static String pause(String reason, boolean all, List<String> queues) {
    return "(" + reason + ", " + (all ? "all" : String.join(",", queues)) + ")";
  }

  private static String lower(Enum<?> word) {
    return "(" + word.name().toLowerCase(java.util.Locale.ROOT) + ")";
  }
}
