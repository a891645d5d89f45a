package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.event.EventType;

/** Every type has its schema, every field a description and a recorded session that tells it. */
class SchemasTest {

  /** A recording of a PBX tells nothing of the bridge. */
  private static final Set<String> RARE =
      Set.of(
          "ask.agi",
          "bridge.connected.version",
          "bridge.gap.cause",
          "bridge.gap.from",
          "bridge.gap.to",
          "bridge.heartbeat.agentsLoggedIn",
          "bridge.heartbeat.openCalls",
          "bridge.recovered.calls",
          "bridge.recovered.events",
          "bridge.recovered.from",
          "bridge.recovered.to",
          "bridge.recovered.unresolved",
          "custom.data",
          "unresolved.calls",
          "unresolved.count",
          "unresolved.what");

  private static final List<String> UCONTACT =
      List.of(
          "AgentBreak",
          "AgentLog",
          "AgentRingNoAnswer",
          "FinishInteraction",
          "InteractionDisposition",
          "QueueJoin");

  @Test
  void everyTypeHasOne() {
    Set<String> types = new TreeSet<>();
    Arrays.stream(EventType.values()).forEach(type -> types.add(type.wireName().replace(".*", "")));
    Set<String> published = published();

    assertThat(Schemas.told(published)).isEqualTo(types);
    assertThat(Schemas.files()).containsKeys(UCONTACT.toArray(String[]::new));
    assertThat(Schemas.file("event").findValuesAsText("$ref"))
        .filteredOn(reference -> !reference.startsWith("common.json#"))
        .containsExactlyInAnyOrderElementsOf(published.stream().map(t -> t + ".json").toList());
  }

  @Test
  void aFileIsNamedAsWhatItDescribes() {
    Schemas.files()
        .forEach((name, file) -> assertThat(file.path("$id").asText()).isEqualTo(name + ".json"));
    for (String type : published()) {
      JsonNode schema = Schemas.file(type).path("properties").path("type");
      assertThat(schema.path("const").asText("custom")).isEqualTo(type);
    }
  }

  @Test
  void anyEventIsHeldToItsType() {
    for (String type : published()) {
      JsonNode example = Schemas.file(type).path("examples").get(0);
      assertThat(Schemas.faultsAsPublished("event", example)).isEmpty();
      for (String required : Schemas.texts(Schemas.file(type).path("required"))) {
        ObjectNode less = example.deepCopy();
        less.remove(required);
        assertThat(Schemas.faultsAsPublished("event", less)).as(required).isNotEmpty();
      }
    }
  }

  @Test
  void everyFieldIsToldByARecordedSessionOrRare() throws IOException {
    Set<String> untold = fields();
    Set<String> shapes = new HashSet<>();
    for (Path recording : Transcripts.recordings(Transcripts.TRANSCRIPTS)) {
      String events = recording.toString().replace(".ami", ".events");
      for (String line : Files.readAllLines(Path.of(events))) {
        if (shapes.add(Schemas.shape(line))) {
          JsonNode event = Posted.json(line);
          Place.in(event.path("type").asText(), event).forEach(p -> untold.removeAll(p.told()));
        }
      }
    }
    assertThat(Schemas.told(untold)).isEqualTo(RARE);
  }

  /** All of them: {@code call.ended.talkMs}, {@code segment.talkMs}, … */
  private static Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    published().forEach(type -> addFields(type, Schemas.file(type), fields));
    Schemas.file("common")
        .path("$defs")
        .properties()
        .forEach(definition -> addFields(definition.getKey(), definition.getValue(), fields));
    return fields;
  }

  private static void addFields(String name, JsonNode schema, Set<String> fields) {
    Set<String> names = Schemas.names(schema.path("properties"));
    names.remove("type");
    names.forEach(field -> fields.add(name + "." + field));
  }

  @Test
  void everyFieldHasADescription() {
    Schemas.files().values().forEach(SchemasTest::assertDescribed);
  }

  private static void assertDescribed(JsonNode schema) {
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      JsonNode says = field.getValue();
      assertThat(says.has("description") || says.has("$ref") || says.has("const"))
          .as("%s of %s", field.getKey(), schema)
          .isTrue();
    }
    schema
        .path("$defs")
        .forEach(
            definition -> {
              assertThat(definition.has("description")).as(definition.toString()).isTrue();
              assertDescribed(definition);
            });
  }

  @ParameterizedTest
  @CsvSource({"docs/events.md, true", "docs/webhooks.md, false"})
  void theDocumentationNamesEveryField(Path page, boolean events) throws IOException {
    String text = Files.readString(page);
    Set<String> names = events ? fields() : ucontactFields();
    assertThat(
            names.stream()
                .filter(name -> !name.matches("(ucontact|oneRung).*"))
                .filter(name -> !Schemas.isAhead(name))
                .map(name -> name.replaceAll(".*\\.", ""))
                .filter(name -> !text.contains("`" + name + "`"))
                .collect(Collectors.toSet()))
        .isEmpty();
  }

  private static Set<String> ucontactFields() {
    return UCONTACT.stream()
        .flatMap(name -> Schemas.names(Schemas.file(name).path("properties")).stream())
        .collect(Collectors.toSet());
  }

  /** The types that have a schema. */
  private static Set<String> published() {
    Set<String> types = new TreeSet<>(Schemas.files().keySet());
    UCONTACT.forEach(types::remove);
    types.remove("common");
    types.remove("event");
    return types;
  }
}
