package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RecordSettings;
import org.switchhook.config.Secret;

/** What `check` says of the records that calls are compared with. */
class RecordsCheckTest {

  private static final Path CEL = Path.of("src/test/resources/cel/22.10/direct.cel.csv");
  private static final Path TRACES = Path.of("src/test/resources/traces");

  private static final String CEL_IS_OFF =
      "ok    pbx1 gaps filled from cel: off; where its file can be read on this host, write"
          + " cel = PATH into [pbx1]";

  @TempDir private Path directory;
  private Path queueLog;
  private Path cdr;

  @BeforeEach
  void asAsteriskLeftThem() throws IOException {
    queueLog = Files.copy(TRACES.resolve("asterisk-22.10.queue_log"), directory.resolve("q"));
    cdr = Files.copy(TRACES.resolve("asterisk-22.10.cdr.csv"), directory.resolve("c"));
    writtenAt("2026-11-22T04:25:11Z");
  }

  @Test
  void allIsRight() {
    assertThat(check(queueLog, cdr, ZoneOffset.UTC))
        .containsExactly(
            "ok    pbx1 audit by queue_log " + queueLog,
            "ok    pbx1 audit by cdr " + cdr,
            CEL_IS_OFF);
  }

  @Test
  void offIsNoFault() {
    assertThat(check(null, null, ZoneOffset.UTC))
        .containsExactly(
            "ok    pbx1 audit by queue_log: off; where its file can be read on this host, write"
                + " queue_log = PATH into [pbx1]",
            "ok    pbx1 audit by cdr: off; where its file can be read on this host, write"
                + " cdr = PATH into [pbx1]",
            CEL_IS_OFF);
  }

  @Test
  void aFileThatWasNamedHasToBeThere() {
    Path none = directory.resolve("none");
    assertThat(check(none, directory, ZoneOffset.UTC))
        .containsExactly(
            "todo  pbx1 audit by queue_log: there is no " + none + "; check queue_log",
            "todo  pbx1 audit by cdr: " + directory + " is a directory; check cdr",
            CEL_IS_OFF);
  }

  @Test
  void recordsOfAnotherZone() {
    assertThat(check(queueLog, cdr, ZoneId.of("America/Montevideo")))
        .anyMatch(
            line ->
                line.startsWith(
                    "todo  pbx1 audit by cdr "
                        + cdr
                        + ": the last record is of"
                        + " 2026-11-22T07:25:11Z and was written at 2026-11-22T04:25:11Z; write"
                        + " cdr_timezone = …"));
  }

  @Test
  void recordsWithoutAUniqueid() throws IOException {
    List<String> lines = Files.readAllLines(cdr);
    Files.write(cdr, lines.stream().map(l -> l.replaceFirst(",\"pbx1[^,]*,[^,]*$", "")).toList());
    writtenAt("2026-11-22T04:25:11Z");

    assertThat(check(null, cdr, ZoneOffset.UTC))
        .anyMatch(
            line -> line.contains("records have no uniqueid to be found by; write loguniqueid"));
  }

  @Test
  void aFileOfAnotherKind() {
    assertThat(check(null, queueLog, ZoneOffset.UTC))
        .anyMatch(line -> line.endsWith(": its last line is no record of cdr_csv; check cdr"));
  }

  @Test
  void anEmptyFileHasNoFault() throws IOException {
    Files.writeString(cdr, "");
    assertThat(check(queueLog, cdr, ZoneOffset.UTC)).allMatch(line -> line.startsWith("ok "));
  }

  private void writtenAt(String time) throws IOException {
    Files.setLastModifiedTime(cdr, FileTime.from(Instant.parse(time)));
  }

  @Test
  void celThatTellsWhoHungUp() throws IOException {
    Path cel = cel(Files.readString(CEL), "2026-11-22T22:11:30Z");
    assertThat(checkCel(cel)).isEqualTo("ok    pbx1 gaps filled from cel " + cel);
    assertThat(checkCel(cel("", "2026-11-22T22:11:30Z"))).startsWith("ok ");
    assertThat(checkCel(directory.resolve("none"))).contains("there is no").endsWith("check cel");
  }

  @Test
  void celThatIsNotAsItShouldBe() throws IOException {
    String text = Files.readString(CEL);
    assertThat(checkCel(cel(Files.readString(cdr), "2026-11-22T22:11:30Z")))
        .contains("todo", "no events in the columns of cel_custom.conf.sample");
    assertThat(checkCel(cel(text.replaceAll(",\"[{].*", ""), "2026-11-22T22:11:30Z")))
        .contains(
            "todo", "HANGUP does not say whose it was: the mapping in cel_custom.conf has no");
    assertThat(checkCel(cel(text, "2026-11-22T19:11:30Z")))
        .contains("todo", "the last event is of 2026-11-22T22:11:29", "leave dateformat out");
  }

  private Path cel(String text, String time) throws IOException {
    Path file = Files.writeString(directory.resolve("cel"), text);
    return Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
  }

  private static String checkCel(Path cel) {
    List<String> lines = check(new RecordSettings(null, null, cel, ZoneOffset.UTC, null));
    return lines.get(lines.size() - 1);
  }

  private static List<String> check(@Nullable Path queueLog, @Nullable Path cdr, ZoneId zone) {
    return check(new RecordSettings(queueLog, cdr, zone));
  }

  private static List<String> check(RecordSettings records) {
    PbxSettings pbx =
        new PbxSettings("pbx1", "127.0.0.1", 5038, false, null, "u", new Secret("s"), records);
    return new RecordsCheck(pbx).findings().lines();
  }
}
