package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.CallDetail.Ended;
import org.switchhook.event.CallDetail.EndedBy;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.GapCause;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Connected;
import org.switchhook.telephony.signal.BridgeSignal.Disconnected;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.Created;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.RecordSignal.Read;
import org.switchhook.telephony.signal.ResyncSignal.AllShown;
import org.switchhook.telephony.signal.Signal;

/** A gap of a weekend: its calls are told while their records are read, and forgotten then. */
class LongGapTest {

  private static final Instant START = Instant.parse("2026-11-20T18:00:00Z");
  private static final int CALLS = 40_000;

  /** So many calls are remembered, as their outcome may be coded yet. */
  private static final int REMEMBERED = 10_000;

  private Model model = new Model();
  private boolean cel;
  private int ended;
  private int endedByCaller;
  private int told;

  private void fold(Signal signal) {
    for (Event event : model.fold(signal, signal.time())) {
      ended += event.type() == EventType.CALL_ENDED ? 1 : 0;
      boolean byCaller = event.detail() instanceof Ended by && by.endedBy() == EndedBy.CALLER;
      endedByCaller += byCaller ? 1 : 0;
      told = event.detail() instanceof BridgeDetail.Recovered all ? all.calls() : told;
    }
  }

  /** Each has the record of the far half of a Local channel, which is no call, and its own. */
  private void call(int number) {
    Instant at = START.plusSeconds(60 + 5L * number);
    String call = at.getEpochSecond() + "." + 3 * number;
    String half = at.getEpochSecond() + "." + (3 * number + 1);
    fold(cdr(half, call, "Local/1002@phones-" + number + ";2", "PJSIP/1002-" + number, at));
    fold(cdr(call, call, "PJSIP/trunk-" + number, "Local/1002@phones-" + number + ";1", at));
    if (cel) {
      String caller = "PJSIP/trunk-" + number;
      fold(hangup(half, call, "Local/1002@phones-" + number + ";2", null, at));
      fold(hangup(at.getEpochSecond() + "." + (3 * number + 2), call, "x" + number, caller, at));
      fold(hangup(call, call, caller, caller, at));
    }
  }

  private static HangupWritten hangup(
      String uniqueid, String linkedid, String channel, @Nullable String source, Instant at) {
    return new HangupWritten(
        "pbx1", at.plusMillis(3_500), uniqueid, linkedid, channel, source, null);
  }

  private static CdrWritten cdr(
      String uniqueid, String linkedid, String channel, String rung, Instant at) {
    return new CdrWritten(
        "pbx1",
        at.plusSeconds(3),
        uniqueid,
        linkedid,
        channel,
        "541155",
        null,
        "1002",
        "inbound",
        rung,
        "Dial",
        at,
        at.plusSeconds(1),
        CdrDisposition.ANSWERED);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void whatIsHeldOfItStaysSmall(boolean withCel) throws IOException {
    cel = withCel;
    Duration late = Duration.ofMinutes(30);
    fold(new Configured("bridge", START, "[0-9]{2,6}", "[*#].*", Map.of(), late));
    fold(new Connected("pbx1", START, "9.0", null));
    fold(new AllShown("pbx1", START, true));
    fold(new Read("pbx1", START, true, true));
    Channel channel =
        new Channel("PJSIP/1001-1", "1.1", "1.1", Channel.RING, null, null, null, null, "1002");
    fold(new Created("pbx1", START, channel));
    fold(new Disconnected("pbx1", START, GapCause.CONNECTION_LOST));
    Instant end = START.plusSeconds(60 + 5L * CALLS + 60);
    fold(new Connected("pbx1", end, "9.0", null));
    fold(new AllShown("pbx1", end, true));
    int bytes = 0;
    for (int i = 1; i <= CALLS; i++) {
      call(i);
      if (i % REMEMBERED == 0) {
        byte[] state = StateJson.MAPPER.writeValueAsBytes(model);
        model = StateJson.MAPPER.readValue(state, Model.class); // As after a snapshot.
        assertThat(state.length).isLessThan(bytes == 0 ? Integer.MAX_VALUE : bytes + bytes / 10);
        bytes = state.length;
      }
    }
    fold(new Read("pbx1", end, true, true));
    assertThat(ended).isEqualTo(CALLS);
    assertThat(endedByCaller).isEqualTo(cel ? CALLS : 0);
    assertThat(told).isEqualTo(CALLS + 1);
  }
}
