package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SwitchhookTest {

  private static final int UNUSED = 1;

  @TempDir private Path directory;

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"run", "setup", "check", "status"})
  void everyMistakeInTheSettingsIsTold(String command) throws IOException {
    Path conf = write("[general]\nname = a b\ncolour = red\n[pbx1]\ntype = pbx\nport = x\n");

    assertThat(execute(command, "-c", conf.toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSizeGreaterThan(4)
        .allMatch(line -> line.startsWith(conf.toString()))
        .anyMatch(line -> line.startsWith(conf + ":2: "))
        .anyMatch(line -> line.startsWith(conf + ":3: "))
        .anyMatch(line -> line.startsWith(conf + ":6: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "setup", "check", "status"})
  void aMissingFileIsOneLine(String command) {
    assertThat(execute(command, "-c", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aServiceKnowsNoOtherCommand() {
    CommandLine alone = Switchhook.commandLine("run");
    assertThat(alone.getSubcommands()).containsOnlyKeys("run");
    assertThat(help(alone)).isEqualTo(help(Switchhook.commandLine()));
  }

  private static String help(CommandLine all) {
    return Objects.requireNonNull(all.getSubcommands().get("run")).getUsageMessage();
  }

  @Test
  void setupWithoutADatabaseIsOneLine() throws IOException {
    Path conf =
        write(
            """
            [pbx1]
            type = pbx
            host = 127.0.0.1
            username = u
            secret = s
            [database]
            url = jdbc:mariadb://127.0.0.1:%d/ccdata
            password = never-shown
            """
                .formatted(UNUSED));

    assertThat(execute("setup", "-c", conf.toString())).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("switchhook setup: no connection: ")
        .endsWith("is MariaDB up, and url of [database] right?")
        .doesNotContain("never-shown");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("switchhook.conf"), text);
  }

  private int execute(String... arguments) {
    CommandLine commandLine = Switchhook.commandLine();
    commandLine.getSubcommands().values().forEach(sub -> sub.setErr(new PrintWriter(err, true)));
    return commandLine.execute(arguments);
  }
}
