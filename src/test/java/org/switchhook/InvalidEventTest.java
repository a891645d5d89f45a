package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The schemas notice what is wrong: their examples, made wrong in each place, are refused. */
class InvalidEventTest {

  private static final List<Example> EXAMPLES = examples();

  /** A place in an example that no example before it has. */
  private record Example(String name, JsonNode event, Place place) {

    /** A copy, to be made wrong, and what is there in it. */
    JsonNode with(JsonNode value) {
      JsonNode wrong = event.deepCopy();
      JsonNode parent = wrong.at(place.at().head());
      JsonPointer last = place.at().last();
      if (parent instanceof ArrayNode array) {
        array.set(last.getMatchingIndex(), value);
      } else {
        ((ObjectNode) parent).set(last.getMatchingProperty(), value);
      }
      return wrong;
    }

    ObjectNode object() {
      return (ObjectNode) event.at(place.at());
    }

    /** With another object in its place, or instead of all. */
    JsonNode withObject(ObjectNode value) {
      return place.at().matches() ? value : with(value);
    }
  }

  @Test
  void theExamplesAreRight() {
    for (Example example : EXAMPLES) {
      assertThat(Schemas.faults(example.event())).as(example.name()).isEmpty();
    }
  }

  @Test
  void whatIsMissingIsNoticed() {
    for (Example example : examples(p -> true)) {
      for (String required : example.place().required()) {
        ObjectNode less = example.object().deepCopy();
        less.remove(required);
        assertRefused(example.withObject(less), required + " is missing");
      }
    }
  }

  /** Receivers allow what they do not know; the bridge is to say nothing that they cannot know. */
  @Test
  void whatIsNotDocumentedIsNoticedHereAndAllowedByWhatIsPublished() {
    for (Example example : examples(p -> p.value().isObject() && !p.is("data"))) {
      ObjectNode more = example.object().deepCopy().put("undocumented", true);
      assertRefused(example.withObject(more), "more");
      assertThat(Schemas.faultsAsPublished(example.name(), example.withObject(more))).isEmpty();
    }
  }

  @Test
  void theUnknownOfAsteriskIsNoValue() {
    for (Example example : examples(p -> p.value().isTextual())) {
      assertRefused(example, TextNode.valueOf("<unknown>"));
      assertRefused(example, NullNode.getInstance());
    }
  }

  @Test
  void aWordThatIsNotInItsListIsNoticed() {
    for (Example example : examples(p -> p.has("enum") || p.has("const"))) {
      assertRefused(example, TextNode.valueOf("another"));
    }
  }

  @Test
  void aNumberBelowItsLeastIsNoticed() {
    for (Example example : examples(p -> p.value().isNumber())) {
      assertRefused(example, IntNode.valueOf(-1));
      assertRefused(example, DoubleNode.valueOf(1.5));
      assertRefused(example, TextNode.valueOf("1"));
    }
  }

  @Test
  void aTimeOfAnotherFormIsNoticed() {
    for (Example example : examples(p -> p.is("time"))) {
      assertRefused(example, TextNode.valueOf("2026-11-22T04:24:01Z"));
      assertRefused(example, TextNode.valueOf("2026-11-22T01:24:01.000-03:00"));
    }
  }

  @Test
  void aLocalChannelIsNobody() {
    for (Example example : examples(p -> p.is("person") || p.is("ucontactPerson"))) {
      assertRefused(example, TextNode.valueOf("Local/1001@from-queue/n"));
    }
    for (Example example : examples(p -> p.is("agent.interface"))) {
      assertRefused(example, TextNode.valueOf("Local/1001@from-queue-00000001;2"));
    }
  }

  @Test
  void oneIsNotTwo() {
    JsonNode agent = examples(p -> p.is("agent")).get(0).object();
    for (Example example : examples(p -> p.is("party") || p.is("oneRung") || p.is("segment"))) {
      ObjectNode two = example.object().deepCopy().put("extension", "1002");
      two.set("agent", agent);
      assertRefused(example.withObject(two), "two");
    }
  }

  @Test
  void whatIsOfNoKnownTypeIsNoticed() {
    assertRefused(Posted.json("{\"type\":\"call.invented\"}"), "a type");
    assertRefused(Posted.json("{\"event\":\"Invented\"}"), "uContact's");
  }

  private static void assertRefused(Example example, JsonNode value) {
    assertRefused(example.with(value), example.place().at() + " = " + value);
  }

  private static void assertRefused(JsonNode wrong, String how) {
    assertThat(Schemas.faults(wrong)).as("%s: %s", how, wrong).isNotEmpty();
  }

  private static List<Example> examples(Predicate<Place> which) {
    List<Example> found = EXAMPLES.stream().filter(e -> which.test(e.place())).toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  private static List<Example> examples() {
    Set<String> known = new HashSet<>();
    List<Example> examples = new ArrayList<>();
    Schemas.files()
        .forEach(
            (name, file) -> {
              for (JsonNode event : file.path("examples")) {
                Place.in(name, event).stream()
                    .filter(place -> place.schemas().isEmpty() || known.add(place.name()))
                    .forEach(place -> examples.add(new Example(name, event, place)));
              }
            });
    return examples;
  }
}
