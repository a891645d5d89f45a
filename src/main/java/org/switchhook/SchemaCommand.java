package org.switchhook;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A published JSON Schema as one document, for a tool that wants one file. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema of an event as one document, which refers to no other.",
      "As files they are in docs/schemas."
    },
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

  // ASCII alone, so that the terminal's character set does not matter.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      defaultValue = "event",
      description =
          "A type, e.g. call.ended; custom; one of uContact's names, e.g. AgentLog; or"
              + " ${DEFAULT-VALUE}, which is any type and the default")
  private String name = "event";

  @Override
  public Integer call() throws IOException {
    ObjectNode schema = read(name + ".json");
    schema.remove("$id"); // It is the file's: this is another document.
    takeIn(schema, schema.withObjectProperty("$defs"));
    spec.commandLine().getOut().println(JSON.writeValueAsString(schema));
    return 0;
  }

  /** What a schema refers to becomes a definition of the document; there is no other file then. */
  private static void takeIn(JsonNode schema, ObjectNode definitions) throws IOException {
    for (JsonNode referring : schema.findParents("$ref")) {
      String reference = referring.path("$ref").asText();
      String definition = reference.replaceAll(".*/|\\.json$", "");
      ((ObjectNode) referring).put("$ref", "#/$defs/" + definition);
      if (!definitions.has(definition)) {
        definitions.set(definition, referred(reference, definition));
        takeIn(definitions.path(definition), definitions);
      }
    }
  }

  private static JsonNode referred(String reference, String definition) throws IOException {
    return reference.contains("#")
        ? read("common.json").path("$defs").path(definition)
        : read(reference).without(List.of("$schema", "$id"));
  }

  private static ObjectNode read(String file) throws IOException {
    try (InputStream in = SchemaCommand.class.getResourceAsStream("/schemas/" + file)) {
      if (in == null) {
        throw new IOException("there is no schema " + file + "; docs/schemas has them all");
      }
      return (ObjectNode) JSON.readTree(in);
    }
  }
}
