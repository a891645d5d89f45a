package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.switchhook.asterisk.ami.ManagerUser;

/** plugin.json says what is true. */
class PluginDescriptorTest {

  private final JsonNode plugin = read();

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Path.of("plugin-descriptor/plugin.json").toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itsVersionIsThatOfTheBuild() throws IOException {
    Properties built = new Properties();
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/version.properties"))) {
      built.load(in);
    }

    assertThat(built.getProperty("version")).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(plugin.path("version").asText()).isEqualTo(built.getProperty("version"));
    assertThat(Path.of("CHANGELOG.md")).content().contains("## " + built.getProperty("version"));
  }

  @Test
  void whatItInstallsIsThere() {
    List<JsonNode> installs = new ArrayList<>();
    plugin.path("installs").forEach(installs::add);
    plugin.path("installsIfAsked").forEach(installs::add);

    assertThat(installs).isNotEmpty();
    assertThat(installs)
        .filteredOn(one -> one.has("from"))
        .allSatisfy(one -> assertThat(Path.of(one.path("from").asText())).exists());
  }

  /** What is shipped is what the bridge knows that it needs, and may come from this host alone. */
  @Test
  void theManagerUserIsTheOneThatTheBridgeNeeds() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("plugin-descriptor/manager.d/switchhook.conf")).stream()
            .filter(line -> !line.isEmpty() && !line.startsWith(";"))
            .toList();

    assertThat(lines)
        .contains("deny = 0.0.0.0/0.0.0.0", "permit = 127.0.0.1/255.255.255.255")
        .filteredOn(line -> !line.matches("(deny|permit) = .*"))
        .containsExactlyElementsOf(ManagerUser.section("change-me").lines().toList());
  }
}
