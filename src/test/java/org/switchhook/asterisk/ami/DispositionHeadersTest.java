package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.LogLines;
import org.switchhook.telephony.signal.DispositionSignal.Coded;
import org.switchhook.telephony.signal.Signal;

/** A UserEvent is what its sender makes of it. */
class DispositionHeadersTest {

  private static final String HEAD =
      "Event: UserEvent\r\nPrivilege: user,all\r\nTimestamp: 1.000001\r\n";
  private static final String NAME = "UserEvent: Disposition\r\n";
  private static final String OF_CALL = HEAD + NAME + "ActionID: 1\r\nUniqueid: u.1\r\n";

  private final List<Signal> signals = new ArrayList<>();

  /** What is logged as a message is read. */
  private List<String> read(String message) throws IOException {
    byte[] bytes = (message + "\r\n").getBytes(UTF_8);
    return LogLines.of(
        DispositionHeaders.class.getName(),
        () -> RecordedFrames.read(new ByteArrayInputStream(bytes), "pbx1", signals::add));
  }

  private Coded coded(String message) throws IOException {
    assertThat(read(message)).isEmpty();
    assertThat(signals).hasSize(1);
    return (Coded) signals.get(0);
  }

  @Test
  void aDialplansIsOfTheChannelThatSaysIt() throws IOException {
    Coded coded =
        coded(
            HEAD
                + "Channel: PJSIP/trunk-1\r\nChannelState: 6\r\nUniqueid: u.1\r\nLinkedid: u.0\r\n"
                + NAME
                + "Value1: Sale\r\nChannel: PJSIP/other-2\r\nUniqueid: u.2\r\nValue3: Card\r\n");
    assertThat(coded.channel()).isEqualTo("PJSIP/trunk-1");
    assertThat(coded.uniqueid()).isEqualTo("u.1");
    assertThat(coded.values()).containsExactly("Sale", "", "Card");
    assertThat(coded.call()).isNull();
    assertThat(coded.agent()).isNull();
  }

  @Test
  void aManagerUsersIsOfWhatItNames() throws IOException {
    Coded coded = coded(HEAD + NAME + "Channel: PJSIP/1-1\r\nAgent: Ana\r\nValue1: x\r\n");
    assertThat(coded.channel()).isEqualTo("PJSIP/1-1");
    assertThat(coded.uniqueid()).isNull();
    assertThat(coded.agent()).isEqualTo("Ana");
  }

  @Test
  void anInterfaceSaysBetterThanANameWhoItWas() throws IOException {
    Coded coded = coded(OF_CALL + "Agent: Ana\r\nInterface: PJSIP/1001\r\nValue1: x\r\n");
    assertThat(coded.agent()).isEqualTo("PJSIP/1001");
  }

  @Test
  void aBlankBehindADialplansCommaDoesNotHideAHeader() throws IOException {
    Coded coded =
        coded(OF_CALL + "Value1: a\r\n Value2: b\r\n Agent: Ana\r\n Call: u.7\r\n Value3: c\r\n");
    assertThat(coded.values()).containsExactly("a", "b", "c");
    assertThat(coded.agent()).isEqualTo("Ana");
    assertThat(coded.call()).isEqualTo("u.7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Value1: Sale|Sale",
        "Value1:Sale|Sale",
        "Value1:   Sale  |Sale",
        "Value1: two: colons:|two: colons:",
        "Value1: Zoë \"q\" \\n {x} ñ|Zoë \"q\" \\n {x} ñ",
        "Value1: first~Value1: second|first",
        "Value1: a^b~Value2: c|a/c",
        "Value2: b|/b",
        "Value1:    ~Value3: c|//c",
        "Value1: <unknown>~Value2: b|/b",
        "Value1: a~Value2: ~Value3: |a",
        "Value1: a~value2: b|a",
      })
  void values(String headers, String values) throws IOException {
    String lines = headers.replace("~", "\r\n").replace("^", "\n") + "\r\n";
    assertThat(String.join("/", coded(OF_CALL + lines).values())).isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Value1: \r\nValue2:   \r\n", "Value4: x\r\n", "value1: x\r\n"})
  void withoutAValueItIsLeftOutAndSaid(String values) throws IOException {
    assertThat(read(OF_CALL + values))
        .contains(
            "pbx1: a disposition of u.1 is left out, as it has no value: write Value1: …"
                + " (to Value3: …)");
    assertThat(signals).isEmpty();
  }

  @Test
  void withoutACallItIsLeftOutAndSaid() throws IOException {
    assertThat(read(HEAD + NAME + "Channel: \r\nUniqueid: <unknown>\r\nValue1: x\r\n"))
        .containsExactly(
            "pbx1: a disposition is left out, as it says of no call: send its Channel or Uniqueid"
                + " too");
    assertThat(signals).isEmpty();
  }

  @Test
  void aFourthValueIsSaidAndTheOthersAreTold() throws IOException {
    assertThat(read(OF_CALL + "Value1: a\r\nValue2: b\r\nValue3: c\r\nValue4: d\r\n"))
        .containsExactly(
            "pbx1: a disposition has more than three values: only Value1 to Value3 are told");
    assertThat(((Coded) signals.get(0)).values()).containsExactly("a", "b", "c");
  }

  /** The longest that a dialplan can send has 4095 characters. */
  @Test
  void aLongValueIsCutAndThatIsSaid() throws IOException {
    String smile = "\ud83d\ude00";
    assertThat(
            read(OF_CALL + "Value1: x\r\nValue2: " + "a".repeat(999) + smile.repeat(50) + "\r\n"))
        .containsExactly(
            "pbx1: Value2 of a disposition has 1099 characters and is cut to 1000: send a code,"
                + " not a text");
    assertThat(((Coded) signals.get(0)).values()).containsExactly("x", "a".repeat(999));
  }

  @Test
  void theLongestThatIsNotCut() throws IOException {
    String value = "\ud83d\ude00".repeat(500);
    assertThat(coded(OF_CALL + "Value1: " + value + "\r\n").values()).containsExactly(value);
  }

  @Test
  void anotherUserEventIsNone() throws IOException {
    String other = HEAD + "UserEvent: Other\r\nUserEvent: Disposition\r\nUniqueid: u.1\r\n";
    assertThat(read(other + "Value1: x\r\n")).isEmpty();
    assertThat(signals).isEmpty();
  }
}
