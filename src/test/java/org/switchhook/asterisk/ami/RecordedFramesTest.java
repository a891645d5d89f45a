package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.telephony.signal.ChannelSignal;
import org.switchhook.telephony.signal.DialSignal;
import org.switchhook.telephony.signal.MemberSignal;
import org.switchhook.telephony.signal.Signal;

class RecordedFramesTest {

  private static final String CHANNEL =
      "Channel: PJSIP/1001-1\r\nChannelState: 6\r\nUniqueid: u.1\r\nLinkedid: u.1\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"asterisk-22.10", "asterisk-16.28"})
  void theFilteredStreamGivesTheSignalsOfTheWholeOne(String session) throws IOException {
    List<Signal> whole = trace(session + ".ami");

    assertThat(whole).hasSizeGreaterThan(400);
    assertThat(trace(session + ".filtered.ami")).isEqualTo(whole);
  }

  /** As counted by grep in the recordings; they are equal as the sessions ran the same script. */
  @ParameterizedTest
  @CsvSource({
    "Created,48",
    "StateChanged,65",
    "CallerIdChanged,11",
    "HangupRequested,24",
    "HungUp,48",
    "Held,2",
    "Unheld,3",
    "EnteredBridge,41",
    "LeftBridge,43",
    "VariableSet,1",
    "Begun,26",
    "Ended,31",
    "Joined,17",
    "Left,17",
    "Abandoned,4",
    "Called,18",
    "Connected,13",
    "RangNoAnswer,3",
    "Added,16",
    "Removed,16",
    "PauseChanged,5",
    "Coded,1",
    "Attended,1",
    "Login,1",
    "Logoff,1"
  })
  void everyEventOfTheListBecomesASignal(String kind, int count) throws IOException {
    for (String name : List.of("asterisk-22.10.ami", "asterisk-16.28.ami")) {
      Map<String, Integer> kinds = new TreeMap<>();
      trace(name).forEach(s -> kinds.merge(s.getClass().getSimpleName(), 1, Integer::sum));
      assertThat(kinds).as(name).containsEntry(kind, count);
    }
  }

  @Test
  void aSignalHasTheTimeOfThePbxToTheMicrosecond() throws IOException {
    assertThat(trace("asterisk-22.10.ami").get(0))
        .isInstanceOf(MemberSignal.Added.class)
        .extracting(Signal::time)
        .isEqualTo(Instant.parse("2026-11-22T04:23:36.734635Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"asterisk-22.10.ami", "asterisk-16.28.ami"})
  void aCallersNameIsAsTheCallerSetIt(String name) throws IOException {
    assertThat(trace(name))
        .filteredOn(ChannelSignal.CallerIdChanged.class::isInstance)
        .extracting(s -> ((ChannelSignal) s).channel().callerName())
        .contains("Zoë \"x\"} {event}%0d%0aX-Evil: 1 <b>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"asterisk-22.10.ami", "asterisk-16.28.ami"})
  void aPauseHasItsReasonOnBothVersions(String name) throws IOException {
    assertThat(trace(name))
        .filteredOn(MemberSignal.PauseChanged.class::isInstance)
        .extracting(s -> ((MemberSignal) s).member())
        .extracting(m -> m.paused() + " " + m.pausedReason())
        .startsWith("true Lunch", "false null", "true Training");
  }

  @Test
  void onlyTheVariableOfTheModelIsSet() throws IOException {
    assertThat(trace("asterisk-22.10.ami"))
        .filteredOn(ChannelSignal.VariableSet.class::isInstance)
        .extracting(s -> ((ChannelSignal.VariableSet) s).value())
        .containsExactly("TIMEOUT");
  }

  @Test
  void aSoftHangupRequestIsNotAHangupRequest() throws IOException {
    assertThat(
            signals(
                "Event: SoftHangupRequest\r\nTimestamp: 1.000001\r\n" + CHANNEL + "Cause: 16\r\n"))
        .isEmpty();
  }

  @Test
  void aNumberOutOfRangeLosesItsFrameAlone() throws IOException {
    String good = "Event: Hangup\r\nTimestamp: 1.000001\r\n" + CHANNEL + "Cause: 16\r\n\r\n";
    List<Signal> signals = new ArrayList<>();

    FrameCounts counts =
        RecordedFrames.read(
            stream(good + good.replace("16", "99999999999") + good), "pbx1", signals::add);

    assertThat(signals).hasSize(2);
    assertThat(counts.malformed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "1.5", "99999999999999999999.000000", "1.00000x", "9223372036854775807"})
  void aTimeThatIsNoneLosesItsFrameAlone(String time) throws IOException {
    String hangup = "Event: Hangup\r\nTimestamp: %s\r\n" + CHANNEL + "Cause: 16\r\n\r\n";

    assertThat(signals(hangup.formatted(time) + hangup.formatted("2.000000"))).hasSize(1);
  }

  @Test
  void whatHasNoTimeTakesThatOfTheFrameBefore() throws IOException {
    String member =
        """
        Event: QueueMember
        Queue: sales
        Name: Ana
        Location: PJSIP/1001
        StateInterface:
        Paused: 0
        Wrapuptime: 5

        """;
    List<Signal> signals =
        signals(member + "Event: Hold\r\nTimestamp: 2.000000\r\n" + CHANNEL + "\r\n" + member);

    assertThat(signals).hasSize(2);
    assertThat(signals.get(1))
        .isInstanceOfSatisfying(
            MemberSignal.Listed.class,
            listed -> {
              assertThat(listed.time()).isEqualTo(Instant.ofEpochSecond(2));
              assertThat(listed.member().name()).isEqualTo("Ana");
              assertThat(listed.member().iface()).isEqualTo("PJSIP/1001");
              assertThat(listed.member().stateInterface()).isNull();
              assertThat(listed.member().wrapUpSeconds()).isEqualTo(5);
            });
  }

  @Test
  void asteriskItselfDialsWithoutAChannel() throws IOException {
    String dial =
        "Event: DialBegin\r\nTimestamp: 2.000000\r\n"
            + CHANNEL.replaceAll("(?m)^", "Dest").replaceAll("Dest$", "")
            + "DialString: 1001\r\n";

    assertThat(signals(dial))
        .singleElement()
        .isInstanceOfSatisfying(
            DialSignal.Begun.class,
            begun -> {
              assertThat(begun.from()).isNull();
              assertThat(begun.to().name()).isEqualTo("PJSIP/1001-1");
            });
  }

  private static List<Signal> signals(String text) throws IOException {
    List<Signal> signals = new ArrayList<>();
    RecordedFrames.read(stream(text + "\r\n"), "pbx1", signals::add);
    return signals;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  static List<Signal> trace(String name) throws IOException {
    List<Signal> signals = new ArrayList<>();
    try (InputStream in =
        requireNonNull(RecordedFramesTest.class.getResourceAsStream("/traces/" + name))) {
      FrameCounts counts = RecordedFrames.read(in, "pbx1", signals::add);
      assertThat(counts.malformed()).isZero();
      assertThat(counts.repeatedHeaders()).isZero();
    }
    return signals;
  }
}
