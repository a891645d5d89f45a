package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SchemaCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"schema", "schema event", "schema call.ended"})
  void isOneDocument(String command) {
    assertThat(execute(command)).isZero();

    Schema schema = SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(out.toString());
    JsonNode example = Schemas.file("call.ended").path("examples").get(0);
    assertThat(schema.validate(example)).isEmpty();
    assertThat(schema.validate(Posted.json("{\"type\":\"call.ended\"}"))).isNotEmpty();
    assertThat(out.toString()).isASCII();
  }

  @Test
  void ofACustomEventAndOfUcontacts() {
    assertThat(execute("schema custom")).isZero();
    assertThat(execute("schema AgentLog")).isZero();
  }

  @Test
  void anUnknownNameIsOneLine() {
    assertThat(execute("schema call.invented")).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "switchhook schema: there is no schema call.invented.json; docs/schemas has them all");
  }

  private int execute(String command) {
    CommandLine commandLine = Switchhook.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(command.split(" "));
  }
}
