package org.switchhook.asterisk.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;
import org.switchhook.telephony.signal.Uniqueid;

/** Lines of queue_log and Master.csv as Asterisk writes them, and others. */
class RecordsTest {

  private static final Path TRACES = Path.of("src/test/resources/traces");
  private static final String SIXTEEN =
      "\"\",\"1001\",\"9034911222333\",\"phones\",\"\"\"Ana \\\"\" A\"\" <1001>\",\"PJSIP/1001-00000019\","
          + "\"PJSIP/trunk-0000001a\",\"Dial\",\"PJSIP/trunk,20\",\"2026-11-22 04:27:41\","
          + "\"2026-11-22 04:27:42\",\"2026-11-22 04:27:44\",2,2,\"ANSWERED\",\"DOCUMENTATION\"";

  @ParameterizedTest
  @ValueSource(strings = {"22.10", "16.28"})
  void allThatAsteriskWroteIsRead(String version) throws IOException {
    List<String> queueLog =
        Files.readAllLines(TRACES.resolve("asterisk-%s.queue_log".formatted(version)));
    List<String> cdrs =
        Files.readAllLines(TRACES.resolve("asterisk-%s.cdr.csv".formatted(version)));

    assertThat(queueLog).isNotEmpty().allMatch(line -> QueueLogEntry.of(line(line)).isPresent());
    assertThat(cdrs).isNotEmpty().allMatch(line -> cdr(line).isPresent());
    assertThat(cdrs).allMatch(line -> cdr(line).orElseThrow().signal("pbx1").isPresent());
  }

  @Test
  void aLineOfQueueLog() {
    LogLine line =
        line("1795321599|pbx1-1795321598.0|sales|Agent 1001|CONNECT|1|pbx1-1795321598.4|1");

    assertThat(QueueLogEntry.of(line))
        .contains(
            new QueueLogEntry(
                Instant.parse("2026-11-22T04:26:39Z"),
                "pbx1-1795321598.0",
                "sales",
                "Agent 1001",
                QueueLogEvent.CONNECT,
                List.of("1", "pbx1-1795321598.4", "1"),
                line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1795321599",
        "1795321599|c|q|a",
        "17953215x9|c|q|a|CONNECT|",
        "999999999999999999999|c|q|a|CONNECT|",
        "|||||",
        "179532151795321599|c|q|a|CONNECT|1"
      })
  void whatIsNoLineOfQueueLog(String text) {
    assertThat(QueueLogEntry.of(line(text))).isEmpty();
  }

  @Test
  void anEntryAsASignal() {
    Instant time = Instant.parse("2026-11-22T04:26:39Z");
    assertThat(entry("1795321599|MANAGER|sales|PJSIP/1001|ADDMEMBER|"))
        .isEqualTo(
            new QueueLogged(
                "pbx1", time, null, "sales", "PJSIP/1001", QueueLogEvent.ADDMEMBER, List.of()));
    assertThat(entry("1795321599|1795321598.0|sales|NONE|ENTERQUEUE||34911555010|1"))
        .isEqualTo(
            new QueueLogged(
                "pbx1",
                time,
                "1795321598.0",
                "sales",
                null,
                QueueLogEvent.ENTERQUEUE,
                List.of("", "34911555010", "1")));
    assertThat(entry("1795321599|NONE|NONE|NONE|QUEUESTART|"))
        .isEqualTo(new QueueLogged("pbx1", time, null, null, null, QueueLogEvent.OTHER, List.of()));
  }

  private static QueueLogged entry(String text) {
    return QueueLogEntry.of(line(text)).orElseThrow().signal("pbx1");
  }

  @Test
  void aRecordAsASignal() {
    assertThat(
            cdr(SIXTEEN + ",\"1795321661.293\",\"\",\"\",\"1795321661.1\",7")
                .flatMap(c -> c.signal("p")))
        .contains(
            new CdrWritten(
                "p",
                Instant.parse("2026-11-22T04:27:44Z"),
                "1795321661.293",
                "1795321661.1",
                "PJSIP/1001-00000019",
                "1001",
                "Ana \\\" A",
                "9034911222333",
                "phones",
                "PJSIP/trunk-0000001a",
                "Dial",
                Instant.parse("2026-11-22T04:27:41Z"),
                Instant.parse("2026-11-22T04:27:42Z"),
                CdrDisposition.ANSWERED));
    assertThat(cdr(SIXTEEN).flatMap(c -> c.signal("p"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ANSWERED, ANSWERED",
    "NO ANSWER, NO_ANSWER",
    "BUSY, BUSY",
    "FAILED, FAILED",
    "CONGESTION, CONGESTION",
    "no answer, OTHER",
    "'', OTHER"
  })
  void whatADispositionSays(String word, CdrDisposition disposition) {
    assertThat(CdrWords.disposition(word)).isEqualTo(disposition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "\"Ana\" <1001>;Ana",
        "\"\" <1001>;''",
        "1001;''",
        "Ana;Ana",
        "'';''",
        "\"<x>\" <1001>;<x>"
      })
  void aCallersName(String clid, String name) {
    assertThat(CdrWords.caller("1001", clid).name()).isEqualTo(name);
  }

  @Test
  void aWordThatIsNotAboutACall() {
    assertThat(QueueLogEntry.of(line("1795321599|NONE|NONE|Agent 1001|PAUSEALL|Lunch")))
        .map(QueueLogEntry::event)
        .contains(QueueLogEvent.OTHER);
  }

  /** Behind the sixteen columns: what cdr.conf adds, and what is the uniqueid then. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "'';",
        "',\"pbx1-1795321661.293\"';pbx1-1795321661.293",
        "',\"sale\"';",
        "',\"1795321661.293\",\"sale\"';1795321661.293",
        "',\"click-7\",\"\"';click-7",
        "',\"\",\"1795321661.1\",7';",
        "',\"1795321661.293\",\"\",\"1795321661.1\",7';1795321661.293",
        "',\"sale\",\"\",\"1795321661.1\",7';",
        "',\"click-7\",\"sale\",\"\",\"1795321661.1\",7';click-7"
      })
  void theUniqueidIsFound(String further, String uniqueid) {
    Cdr cdr = cdr(SIXTEEN + further).orElseThrow();

    assertThat(cdr.uniqueid()).isEqualTo(uniqueid);
    assertThat(cdr.start()).isEqualTo("2026-11-22T04:27:41Z");
    assertThat(cdr.end()).isEqualTo("2026-11-22T04:27:44Z");
    assertThat(cdr.destination()).isEqualTo("9034911222333");
    assertThat(cdr.destinationChannel()).isEqualTo("PJSIP/trunk-0000001a");
    assertThat(cdr.answered()).isTrue();
  }

  @Test
  void timesAreThoseOfTheHostWhereCdrConfSaysSo() {
    assertThat(new CdrCsv(ZoneId.of("America/Montevideo")).cdr(line(SIXTEEN)).orElseThrow().start())
        .isEqualTo("2026-11-22T07:27:41Z");
  }

  @Test
  void aTornRowAndARowWithAnotherOneBehindItAreNone() {
    assertThat(cdr(SIXTEEN.substring(0, 150))).isEmpty();
    assertThat(cdr(SIXTEEN.substring(0, 20))).isEmpty();
    assertThat(cdr("")).isEmpty();
    assertThat(cdr("\"")).isEmpty();
    assertThat(cdr(SIXTEEN.replace("04:27:41", "24:61:00"))).isEmpty();
  }

  @Test
  void whenAChannelWasMade() {
    assertThat(Uniqueid.createdAt("my-pbx-1795321661.293"))
        .contains(Instant.ofEpochSecond(1795321661));
    assertThat(Uniqueid.createdAt("1795321661.293")).contains(Instant.ofEpochSecond(1795321661));
    assertThat(Uniqueid.createdAt("click-7")).isEmpty();
  }

  private static Optional<Cdr> cdr(String text) {
    return new CdrCsv(ZoneOffset.UTC).cdr(line(text));
  }

  private static LogLine line(String text) {
    return new LogLine(text, new LogPosition("1", 0));
  }
}
