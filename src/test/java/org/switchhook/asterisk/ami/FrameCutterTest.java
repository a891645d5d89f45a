package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCutterTest {

  private static final Header CHANNEL = Header.of("Channel");
  private static final Header CAUSE = Header.of("Cause");
  private static final Header LAST = Header.of("Last");

  private final FrameCounts counts = new FrameCounts();

  @ParameterizedTest
  @ValueSource(strings = {"\r\n\r\n", "\n\n", "\r\n\n", "\n\r\n", "\r\r\n\r\r\n"})
  void everyMixOfEndsCutsTheSameFrames(String end) throws IOException {
    List<Frame> frames =
        cut("Event: Hangup\r\nChannel: a" + end + "Event: Hangup\nChannel: b" + end);

    assertThat(frames).extracting(f -> f.text(CHANNEL)).containsExactly("a", "b");
  }

  @Test
  void theGreetingIsAFrameOfItsOwn() throws IOException {
    List<Frame> frames = cut("Asterisk Call Manager/11.0.0\r\nResponse: Success\r\n\r\n");

    assertThat(frames)
        .extracting(Frame::kind)
        .containsExactly(Frame.Kind.GREETING, Frame.Kind.RESPONSE);
    assertThat(frames.get(0).firstLine()).isEqualTo("Asterisk Call Manager/11.0.0");
  }

  @Test
  void aMessageIsWhatItsFirstHeaderSays() throws IOException {
    List<Frame> frames =
        cut(
            frame("Event: OriginateResponse", "Response: Success", "ActionID: x")
                + frame("Response: Success", "Event: Hangup")
                + frame("Event: Newexten", "Event: Hangup", "Response: Success"));

    assertThat(frames).extracting(Frame::kind).containsExactly(Frame.Kind.RESPONSE);
    assertThat(counts.ignored()).isEqualTo(2);
  }

  @Test
  void namesThatOnlyBeginLikeAWantedOneAreIgnored() throws IOException {
    assertThat(cut("Event: HangupHandlerRun\r\n\r\nEvent: Hang\r\n\r\nEvent: \r\n\r\n")).isEmpty();
    assertThat(counts.ignored()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUESTATUS, true",
    "_QUEUESTATUS, false",
    "QUEUESTATUSES, false",
    "SWITCHHOOK_CAMPAIGN, true",
    "_SWITCHHOOK_CAMPAIGN, true",
    "__SWITCHHOOK_CAMPAIGN, true",
    "___SWITCHHOOK_CAMPAIGN, false",
    "SWITCHHOOK_CAMPAIGNS, false",
    "SWITCHHOOK_DATA_tier, true",
    "__SWITCHHOOK_DATA_a_1, true",
    "SWITCHHOOK_DATA_, false",
    "SWITCHHOOK_DATA_a-b, false",
    "XSWITCHHOOK_DATA_a, false",
    "_, false",
  })
  void theVariablesThatAreUsedAreThoseOfTheFilter(String variable, boolean used)
      throws IOException {
    assertThat(cut(frame("Event: VarSet", "Channel: a", "Variable: " + variable, "Value: x")))
        .hasSize(used ? 1 : 0);
    assertThat(UsedVariable.is(variable)).isEqualTo(used);
    // _{0,2} of the filter is of SWITCHHOOK_ alone.
    assertThat(variable.matches(UsedVariable.PATTERN)).isEqualTo(used);
  }

  @Test
  void onlyTheVariableThatIsUsedIsKept() throws IOException {
    List<Frame> frames =
        cut(
            frame("Event: VarSet", "Channel: a", "Variable: QUEUESTATUS", "Value: FULL")
                + frame("Event: VarSet", "Channel: b", "Variable: QUEUESTATUSES", "Value: x")
                + frame("Event: VarSet", "Variable: SIPDOMAIN", "Variable: QUEUESTATUS"));

    assertThat(frames).extracting(f -> f.text(CHANNEL)).containsExactly("a");
    assertThat(counts.ignored()).isEqualTo(2);
  }

  @Test
  void everyEventOfTheListIsFound() throws IOException {
    for (AmiEvent event : AmiEvent.values()) {
      assertThat(cut("Event: " + event.event() + "\r\n\r\n"))
          .extracting(Frame::event)
          .containsExactly(event);
    }
  }

  @Test
  void theFirstValueOfARepeatedHeaderWinsAndIsCounted() throws IOException {
    Frame frame =
        cut("Event: Hangup\r\nActionID: 1\r\nChannel: a\r\nActionID: 2\r\nChannel: b\r\n\r\n")
            .get(0);

    assertThat(frame.text(CHANNEL)).isEqualTo("a");
    assertThat(frame.text(Header.of("ActionID"))).isEqualTo("1");
    assertThat(counts.repeatedHeaders()).isEqualTo(2);
  }

  @Test
  void headersThatAmiRepeatsOnPurposeAreNotCounted() throws IOException {
    String variables = "ChanVariable: a=1\r\nChanVariable: b=2";
    String destination = "DestChanVariable: a=1\r\nDestChanVariable: b=2";
    String output = "Output: x\r\nOutput: y";
    Frame frame = cut(frame("Event: Hangup", variables, destination, output, "Last: 1")).get(0);

    assertThat(frame.text(LAST)).isEqualTo("1");
    assertThat(counts.repeatedHeaders()).isZero();
  }

  @Test
  void aLineOfTenMegabytesIsCutAndDoesNotGrowTheFrame() throws IOException {
    InputStream long10 =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    stream("Event: Hangup\r\nCallerIDName: "),
                    stream("x".repeat(10 << 20)),
                    stream("\r\nLast: 1\r\n\r\nEvent: Hangup\r\nLast: 2\r\n\r\n"))));

    List<Frame> frames = cut(long10);

    assertThat(frames).extracting(f -> f.text(LAST)).containsExactly("1", "2");
    assertThat(frames.get(0).text(Header.of("CallerIDName"))).hasSizeLessThan(64 * 1024);
    assertThat(counts.cutLines()).isEqualTo(1);
  }

  @Test
  void aFrameOfEndlessLinesIsBounded() throws IOException {
    List<Frame> frames =
        cut(
            "Event: Hangup\r\n"
                + "X: y\r\n".repeat(100_000)
                + "\r\nEvent: Hangup\r\nLast: 2\r\n\r\n");

    assertThat(frames).hasSize(2);
    assertThat(frames.get(1).text(LAST)).isEqualTo("2");
    assertThat(counts.cutLines()).isGreaterThan(98_000);
  }

  @Test
  void brokenUtf8IsReplaced() throws IOException {
    byte[] bytes = "Event: Hangup\r\nChannel: a\u00c3(b\r\n\r\n".getBytes(ISO_8859_1);

    assertThat(cut(new ByteArrayInputStream(bytes)).get(0).text(CHANNEL)).isEqualTo("a\ufffd(b");
  }

  @Test
  void unknownAndEmptyAreAbsent() throws IOException {
    Frame frame = cut("Event: Hangup\r\nChannel: <unknown>\r\nLast: \r\nCause:\r\n\r\n").get(0);

    assertThat(frame.text(CHANNEL)).isNull();
    assertThat(frame.text(LAST)).isNull();
    assertThat(frame.number(CAUSE)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999", "-", "1x", "0x10"})
  void aNumberOutOfRangeIsAnErrorThatNamesFrameAndHeader(String number) throws IOException {
    Frame frame = cut("Event: Hangup\r\nCause: " + number + "\r\n\r\n").get(0);

    assertThatThrownBy(() -> frame.number(CAUSE))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContainingAll("Event: Hangup", "Cause");
  }

  @Test
  void whatIsNoMessageIsCountedAndItsNeighboursArrive() throws IOException {
    List<Frame> frames =
        cut("Event: Hangup\r\nLast: 1\r\n\r\nnonsense\r\n\r\nEvent: Hangup\r\nLast: 2\r\n\r\n");

    assertThat(frames).extracting(f -> f.text(LAST)).containsExactly("1", "2");
    assertThat(counts.malformed()).isEqualTo(1);
  }

  @Test
  void whereverTheStreamIsSplitTheFramesAreTheSame() throws IOException {
    String mixed = "Event: Hangup\r\nChannel: Zo\u00eb\r\n\nEvent: Hangup\nChannel: b\n\r\n";
    String greeting = "Asterisk Call Manager/11.0.0\r\n" + frame("Response: Success");
    String events = frame("Event: VarSet", "Value: ") + frame("Event: RTCPSent", "X: y");
    byte[] sample = (greeting + events + mixed).getBytes(UTF_8);
    List<String> whole = texts(cut(new ByteArrayInputStream(sample)));
    assertThat(whole).hasSize(5);

    for (int at = 0; at <= sample.length; at++) {
      InputStream split =
          new SequenceInputStream(
              new ByteArrayInputStream(sample, 0, at),
              new ByteArrayInputStream(sample, at, sample.length - at));
      assertThat(texts(cut(split))).as("split at %d", at).isEqualTo(whole);
    }
  }

  private static String frame(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static List<String> texts(List<Frame> frames) {
    return frames.stream().map(f -> f.firstLine() + "|" + f.text(CHANNEL)).toList();
  }

  private List<Frame> cut(String text) throws IOException {
    return cut(stream(text));
  }

  private List<Frame> cut(InputStream in) throws IOException {
    FrameCutter cutter = new FrameCutter(in, counts);
    List<Frame> frames = new ArrayList<>();
    for (List<Frame> batch = cutter.read(); batch != null; batch = cutter.read()) {
      frames.addAll(batch);
    }
    return frames;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
