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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;
import org.switchhook.telephony.signal.RecordSignal.TransferWritten;

/** Lines of cel_custom as Asterisk writes them, and others. */
class CelLinesTest {

  private static final Path RECORDINGS = Path.of("src/test/resources/cel");

  private static final String HANGUP =
      "\"HANGUP\",\"1795385489.597212\",\"Ana \"\"A\"\" Díaz, Ltd\",\"34911555010\",\"\",\"\",\"1002\","
          + "\"1002\",\"inbound\",\"PJSIP/trunk-00000002\",\"\",\"\",\"3\",\"\",\"pbx1-1795385487.2\","
          + "\"pbx1-1795385487.2\",\"\",\"\",\"\",\"EXTRA\"";

  private static final String SOURCE =
      "{\"\"hangupcause\"\":16,\"\"hangupsource\"\":\"\"PJSIP/1002-3\"\",\"\"dialstatus\"\":\"\"ANSWER\"\"}";

  /** As 22.10 writes it with `format = json`. */
  private static final String JSON =
      "{\"eventtype\":\"ATTENDEDTRANSFER\",\"eventenum\":\"ATTENDEDTRANSFER\",\"userdeftype\":\"\","
          + "\"eventtime\":\"1795382349.550075\",\"channame\":\"PJSIP/1001-36\",\"uniqueid\":\"c.62\","
          + "\"linkedid\":\"c.61\",\"eventextra\":\"{\\\"bridge1_id\\\":\\\"b1\\\",\\\"channel2_name\\\":"
          + "\\\"PJSIP/1001-37\\\",\\\"channel2_uniqueid\\\":\\\"c.63\\\",\\\"bridge2_id\\\":\\\"b2\\\","
          + "\\\"transferee_channel_name\\\":\\\"PJSIP/trunk-35\\\",\\\"transferee_channel_uniqueid\\\":"
          + "\\\"c.61\\\",\\\"transfer_target_channel_name\\\":\\\"N/A\\\","
          + "\\\"transfer_target_channel_uniqueid\\\":\\\"N/A\\\"}\"}";

  private final CelLines lines = new CelLines(ZoneOffset.UTC);

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(RECORDINGS)) {
      return all.filter(file -> file.toString().endsWith(".cel.csv")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void allThatAsteriskWroteIsRead(Path file) throws IOException {
    List<String> written = Files.readAllLines(file);
    assertThat(written).isNotEmpty().allMatch(line -> signal(line).isPresent());
  }

  private Optional<CelEntry> entry(String text) {
    return lines.entry(new LogLine(text, new LogPosition("f", 0)));
  }

  private Optional<CelWritten> signal(String text) {
    return entry(text).flatMap(entry -> entry.signal("pbx1"));
  }

  private static String hangup(String extra) {
    return HANGUP.replace("EXTRA", extra);
  }

  @Test
  void aHangup() {
    assertThat(signal(hangup(SOURCE)))
        .contains(
            new HangupWritten(
                "pbx1",
                Instant.parse("2026-11-22T22:11:29.597212Z"),
                "pbx1-1795385487.2",
                "pbx1-1795385487.2",
                "PJSIP/trunk-00000002",
                "PJSIP/1002-3",
                "ANSWER"));
  }

  @Test
  void aTransferThatNamesItsColumns() {
    assertThat(signal(JSON))
        .contains(
            new TransferWritten(
                "pbx1",
                Instant.parse("2026-11-22T21:19:09.550075Z"),
                "c.62",
                "c.61",
                "PJSIP/1001-36",
                new NamedChannel("c.63", "PJSIP/1001-37"),
                new NamedChannel("c.61", "PJSIP/trunk-35"),
                null,
                null,
                null));
    assertThat(signal(JSON.replace("eventextra", "Extra").replace("channame", "ChanName")))
        .isEqualTo(signal(JSON));
  }

  @Test
  void aHangupOfNobody() {
    String nobody =
        "{\"\"hangupcause\"\":16,\"\"hangupsource\"\":\"\"\"\",\"\"dialstatus\"\":\"\"\"\"}";
    HangupWritten hangup = (HangupWritten) signal(hangup(nobody)).orElseThrow();
    assertThat(hangup.source()).isNull();
    assertThat(hangup.dialStatus()).isNull();
  }

  /** That it was nobody's is something else: a column may be too short, a mapping without it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "no json",
        "[]",
        "5",
        "null",
        "[{\"\"hangupsource\"\":\"\"x\"\"}]",
        "{\"\"hangupsource\"\":",
        "{\"\"hangupsource\"\":\"\"PJSIP/1001",
        "{\"\"hangupsource\"\":null}",
        "{\"\"hangupsource\"\":{}}",
        "{\"\"hangupcause\"\":16,\"\"hangups",
      })
  void anExtraThatDoesNotSayWhoseHangupItWas(String extra) {
    assertThat(entry(hangup(extra))).isPresent();
    assertThat(signal(hangup(extra))).isEmpty();
  }

  @Test
  void ofAnExtraThatIsCutOffWhatStandsBeforeThat() {
    String extra =
        "{\"\"hangupsource\"\":\"\"PJSIP/1-1\"\",\"\"more\"\":[1,{}],\"\"dialstatus\"\":\"\"ANS";
    HangupWritten hangup = (HangupWritten) signal(hangup(extra)).orElseThrow();
    assertThat(hangup.source()).isEqualTo("PJSIP/1-1");
    assertThat(hangup.dialStatus()).isNull();
  }

  @Test
  void anExtraThatIsNotWritten() {
    String uptoLinkedid = HANGUP.substring(0, HANGUP.indexOf(",\"\",\"\",\"\",\"EXTRA"));
    assertThat(entry(uptoLinkedid)).isPresent().isEqualTo(entry(hangup("")));
  }

  @Test
  void eventsThatNobodyAsksForAreEventsToo() {
    assertThat(entry(hangup("").replace("HANGUP", "CHAN_START"))).isPresent();
    assertThat(entry(hangup("").replace("HANGUP", "whatever a dialplan, says"))).isPresent();
    assertThat(signal(hangup("").replace("HANGUP", "CHAN_START"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{",
        "{}",
        "{\"eventtype\":\"HANGUP\"}",
        "\"HANGUP\",\"1795385489.597212\"",
        "\"HANGUP",
        "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t",
        "HANGUP,1795385489,,,,,,,,PJSIP/1-1,,,,,,c.1,,,,",
        ",1795385489,,,,,,,,PJSIP/1-1,,,,,c.1,c.1,,,,",
        "HANGUP,HANGUP,,,,,,,,PJSIP/1-1,,,,,c.1,c.1,,,,",
        "HANGUP,99999999999999999999,,,,,,,,PJSIP/1-1,,,,,c.1,c.1,,,,"
      })
  void whatIsNoEvent(String text) {
    assertThat(entry(text)).isEmpty();
  }

  @Test
  void aLineThatIsNested() {
    assertThat(entry("{\"eventtype\":" + "[".repeat(60_000))).isEmpty();
    assertThat(entry(hangup("[".repeat(60_000)))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "1795385489.597212, 2026-11-22T22:11:29.597212Z",
    "1795385489, 2026-11-22T22:11:29Z",
    "1795385489.5, 2026-11-22T22:11:29.5Z",
    "2026-11-22 19:11:29, 2026-11-22T22:11:29Z",
    "2026-11-22 19:11:29.597212, 2026-11-22T22:11:29.597212Z"
  })
  void timesWithAndWithoutADateformat(String written, String time) {
    CelLines there = new CelLines(ZoneId.of("America/Montevideo"));
    String line = hangup("").replace("1795385489.597212", written);
    assertThat(there.entry(new LogLine(line, new LogPosition("f", 0))))
        .map(CelEntry::time)
        .contains(Instant.parse(time));
  }
}
