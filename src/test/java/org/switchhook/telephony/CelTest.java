package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;
import org.switchhook.telephony.signal.RecordSignal.TransferWritten;

/** What CEL tells of calls that came and went in a gap. */
class CelTest {

  private static final String CALL = "1795348805.7";
  private static final String LEG = "1795348805.8";
  private static final String TRUNK = "PJSIP/trunk-" + CALL;
  private static final String PHONE = "PJSIP/1002-" + CALL;

  private final Floor floor = new Floor().connected();

  /** A gap of 20 s, which ends with a call from a trunk that 1002 answered. */
  private Floor gap() {
    floor.dials("1001.1").hangup("1001.1").after(1_000).disconnected().after(20_000);
    return floor.reconnected().cdr(CALL, 5_000, 9_000);
  }

  private static Instant at(double seconds) {
    return Floor.START.plusMillis((long) (seconds * 1_000));
  }

  private static HangupWritten hangup(String uniqueid, String channel, @Nullable String source) {
    return new HangupWritten("pbx1", at(9), uniqueid, CALL, channel, source, "ANSWER");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // whose end says that the trunk ended it, whose the phone; who did
        "TRUNK, TRUNK, caller",
        "TRUNK, -, caller",
        "PHONE, PHONE, agent",
        "-, PHONE, agent",
        "-, -, system",
        "dialplan/builtin, -, system",
        "TRUNK, PHONE, unknown",
        "PJSIP/1009-1, PJSIP/1009-1, unknown",
      })
  void whoeverHungUpEndedIt(@Nullable String trunk, @Nullable String phone, String by) {
    gap().hears(hangup(CALL, TRUNK, name(trunk))).hears(hangup(LEG, PHONE, name(phone)));
    floor.recovered();
    assertThat(floor.call(CALL))
        .isEqualTo("received allocated(1002) accepted(1002) ended(" + by + ") closed");
    assertThat(isUnresolved(Missing.ENDED_BY)).isEqualTo(by.equals("unknown"));
  }

  private static @Nullable String name(@Nullable String source) {
    return source == null
        ? null
        : source.equals("TRUNK") ? TRUNK : source.equals("PHONE") ? PHONE : source;
  }

  private boolean isUnresolved(Missing what) {
    return floor.only(BridgeDetail.Recovered.class).unresolved().stream()
        .anyMatch(one -> one.what() == what);
  }

  @Test
  void ofOneSideAloneItIsNotCertain() {
    gap().hears(hangup(CALL, TRUNK, null)).recovered();
    assertThat(floor.call(CALL)).endsWith("ended(unknown) closed");
  }

  /** Only chan_pjsip says so each time: of others, nothing means nothing. */
  @Test
  void anotherDriverMayNotSayWhoseItWas() {
    gap();
    floor.hears(hangup(CALL, TRUNK, null)).hears(hangup(LEG, PHONE, null)).recovered();
    assertThat(floor.call(CALL)).endsWith("ended(system) closed");
    Floor other = new Floor().connected().dials("1001.1").hangup("1001.1").after(1_000);
    other.disconnected().after(20_000).reconnected().hears(cdr("DAHDI/1-1", "DAHDI/2-1"));
    other.hears(hangup(CALL, "DAHDI/1-1", null)).hears(hangup(LEG, "DAHDI/2-1", null)).recovered();
    assertThat(other.call(CALL)).endsWith("ended(unknown) closed");
  }

  private static CdrWritten cdr(String channel, String rung) {
    return cdr(CALL, channel, rung, 5, 9);
  }

  private static CdrWritten cdr(
      String uniqueid, String channel, String rung, double from, double to) {
    return new CdrWritten(
        "pbx1",
        at(to),
        uniqueid,
        uniqueid,
        channel,
        "541155",
        null,
        "1002",
        "inbound",
        rung,
        "Dial",
        at(from),
        at(from),
        CdrDisposition.ANSWERED);
  }

  @Test
  void aRecordThatComesLateIsToldWithIt() {
    floor.dials("1001.1").hangup("1001.1").after(1_000).disconnected().after(20_000).reconnected();
    floor.hears(hangup(CALL, TRUNK, PHONE)).hears(hangup(LEG, PHONE, PHONE)).recovered();
    floor.after(60_000).dials("1001.3").cdr(CALL, 5_000, 9_000).silence(5_000);
    assertThat(floor.call(CALL)).endsWith("accepted(1002) ended(agent) closed");
  }

  private static TransferWritten blind(double at, @Nullable String extension) {
    return new TransferWritten(
        "pbx1",
        at(at),
        LEG,
        CALL,
        PHONE,
        null,
        extension == null ? null : new NamedChannel(CALL, TRUNK),
        null,
        extension,
        null);
  }

  @Test
  void aBlindTransferIsToldWithWhereItWent() {
    gap().hears(blind(8.7, "1003"));
    floor.hears(cdr(CALL, TRUNK, "PJSIP/1003-1", 8, 12)).recovered();
    assertThat(floor.call(CALL))
        .isEqualTo(
            "received allocated(1002) accepted(1002) transferred allocated(1003) accepted(1003)"
                + " ended(unknown) closed");
    CallDetail.Transferred told = floor.only(CallDetail.Transferred.class);
    assertThat(told.transfer()).isEqualTo(CallDetail.Transfer.BLIND);
    assertThat(told.by().extension()).isEqualTo("1002");
    assertThat(told.to().extension()).isEqualTo("1003");
    assertThat(isUnresolved(Missing.TRANSFERS)).isFalse();
  }

  /** A table's column may be too short for all that CEL says of it. */
  @Test
  void aTransferOfWhichNoMoreIsKnownIsUnresolved() {
    gap().hears(blind(8.7, null)).recovered();
    assertThat(floor.call(CALL))
        .isEqualTo("received allocated(1002) accepted(1002) ended(unknown) closed");
    assertThat(isUnresolved(Missing.TRANSFERS)).isTrue();
  }

  @Test
  void whatIsHeardAgainIsNotToldTwice() {
    gap().hears(blind(8.7, "1003"));
    floor.blind(LEG, CALL, "1003").recovered();
    assertThat(floor.call(CALL)).doesNotContain("transferred");
  }

  /**
   * Two calls of 1001: with the trunk, and with 1003 then, to which it hands the first one over.
   */
  private Floor attended(boolean inTheSecond) {
    NamedChannel trunk = new NamedChannel(CALL, TRUNK);
    NamedChannel first = new NamedChannel(LEG, PHONE);
    NamedChannel second = new NamedChannel("1795348806.9", "PJSIP/1002-9");
    NamedChannel target = new NamedChannel("1795348806.10", "PJSIP/1003-10");
    gap().hears(cdr(second.uniqueid(), second.name(), target.name(), 6, 8));
    NamedChannel sender = inTheSecond ? second : first;
    floor.hears(
        new TransferWritten(
            "pbx1",
            at(8.5),
            sender.uniqueid(),
            inTheSecond ? second.uniqueid() : CALL,
            sender.name(),
            inTheSecond ? first : second,
            inTheSecond ? target : trunk,
            inTheSecond ? trunk : target,
            null,
            null));
    return floor;
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aPhoneMayHandOverInEitherOfItsCalls(boolean inTheSecond) {
    attended(inTheSecond).recovered();
    assertThat(floor.call(CALL))
        .isEqualTo("received allocated(1002) accepted(1002) transferred ended(unknown) closed");
    CallDetail.Transferred told = floor.only(CallDetail.Transferred.class);
    assertThat(told.transfer()).isEqualTo(CallDetail.Transfer.ATTENDED);
    assertThat(told.to().extension()).isEqualTo("1003");
    assertThat(told.consultCall()).isEqualTo("pbx1-1795348806.9");
    assertThat(floor.call("1795348806.9"))
        .isEqualTo("received allocated(1003) accepted(1003) ended(system) closed");
    assertThat(kind("1795348806.9")).isEqualTo(CallRef.Kind.CONSULT);
  }

  private CallRef.Kind kind(String call) {
    return floor.events().stream()
        .flatMap(event -> Optional.ofNullable(event.call()).stream())
        .filter(ref -> ref.uniqueid().equals(call))
        .map(CallRef::kind)
        .findFirst()
        .orElseThrow();
  }
}
