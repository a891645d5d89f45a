package org.switchhook.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sample that is shipped. */
class SampleConfTest {

  private static final Path SAMPLE = Path.of("plugin-descriptor/switchhook.conf");

  @TempDir private Path directory;

  @Test
  void itIsReadAsItStands() throws Exception {
    Settings settings = SettingsReader.read(SAMPLE, Map.of());

    assertThat(settings.pbxs()).extracting(PbxSettings::name).containsExactly("pbx1");
  }

  @Test
  void whatIsCommentedOutIsTheDefault() throws Exception {
    // Those that have no default, or one of the machine's own, are left as they stand.
    String all =
        Files.readString(SAMPLE)
            .replaceAll(
                "(?m)^;((?!name|timezone|deny|ca_file|proxy|no_proxy|records_|.*_table|.*_env|.*_file)[a-z_]+ = )",
                "$1");
    Path file =
        Files.writeString(directory.resolve("all.conf"), all.replace(";[sales]", "[sales]"));

    Settings shown = SettingsReader.read(file, Map.of());
    Settings defaults = SettingsReader.read(SAMPLE, Map.of());
    assertThat(shown.database()).isEqualTo(defaults.database());
    assertThat(shown.journal()).isEqualTo(defaults.journal());
    assertThat(shown.delivery()).isEqualTo(defaults.delivery());
    assertThat(shown.pbxs()).isEqualTo(defaults.pbxs());
    assertThat(shown.web()).isEqualTo(defaults.web());
    assertThat(shown.agi()).isEqualTo(defaults.agi());
    assertThat(shown.model().phones()).isEqualTo(defaults.model().phones());
    assertThat(shown.model().ignore()).isEqualTo(defaults.model().ignore());
    assertThat(shown.model().wrapUps()).containsKey("sales");
  }

  @ParameterizedTest
  @EnumSource
  void everyKeyStandsInIt(SectionType type) throws Exception {
    List<String> lines = Files.readAllLines(SAMPLE);
    String heading =
        switch (type) {
          case PBX -> "[pbx1]";
          case QUEUE -> "[sales]";
          default -> "[" + type.name().toLowerCase(Locale.ROOT) + "]";
        };
    List<String> section =
        lines.stream()
            .dropWhile(line -> !line.replace(";", "").equals(heading))
            .skip(1)
            .takeWhile(line -> !line.matches(";?\\[.*"))
            .toList();

    for (String key : type.keys()) {
      Pattern keyLine = Pattern.compile(";?" + key + " = .+");
      assertThat(section).as(key).anyMatch(line -> keyLine.matcher(line).matches());
    }
  }
}
