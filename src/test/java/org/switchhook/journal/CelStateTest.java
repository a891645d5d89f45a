package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Detail;
import org.switchhook.event.Event;
import org.switchhook.event.GapCause;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Connected;
import org.switchhook.telephony.signal.BridgeSignal.Disconnected;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;
import org.switchhook.telephony.signal.RecordSignal.Read;
import org.switchhook.telephony.signal.RecordSignal.TransferWritten;
import org.switchhook.telephony.signal.ResyncSignal.AllShown;
import org.switchhook.telephony.signal.Signal;

/** What CEL said is in the journal, and in a snapshot that is taken before the gap is told. */
class CelStateTest {

  private static final Instant START = Instant.parse("2026-11-20T18:00:00Z");
  private static final String CALL = "1795197605.1";

  private static final HangupWritten HANGUP =
      new HangupWritten("pbx1", at(9), CALL, null, "PJSIP/trunk-1", "PJSIP/trunk-1", null);

  private static final TransferWritten TRANSFER =
      new TransferWritten(
          "pbx1",
          at(7),
          "1795197605.2",
          CALL,
          "PJSIP/1001-2",
          new NamedChannel("1795197606.3", "PJSIP/1001-3"),
          new NamedChannel(CALL, "PJSIP/trunk-1"),
          new NamedChannel("1795197606.4", "PJSIP/1002-4"),
          null,
          "Dial");

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  @Test
  void itIsReadBackFromTheJournal() throws IOException {
    for (Signal signal : List.of(HANGUP, TRANSFER)) {
      byte[] written = StateJson.MAPPER.writerFor(Signal.class).writeValueAsBytes(signal);
      assertThat(StateJson.MAPPER.readValue(written, Signal.class)).isEqualTo(signal);
    }
  }

  @Test
  void aSnapshotHasIt() throws IOException {
    List<Signal> signals =
        List.of(
            new Configured("bridge", START, "[0-9]{2,6}", "[*#].*", Map.of(), Duration.ZERO),
            new Connected("pbx1", START, "9.0", null),
            new AllShown("pbx1", START, true),
            new Read("pbx1", START, true, true),
            new Disconnected("pbx1", at(1), GapCause.CONNECTION_LOST),
            new Connected("pbx1", at(20), "9.0", null),
            new AllShown("pbx1", at(20), true),
            cdr("PJSIP/1001-2", 5, 7),
            TRANSFER,
            cdr("PJSIP/1002-4", 7, 9),
            HANGUP,
            new Read("pbx1", at(20), true, true));
    Model model = new Model();
    List<Detail> told = new ArrayList<>();
    for (Signal signal : signals) {
      model.fold(signal, signal.time()).stream().map(Event::detail).forEach(told::add);
      byte[] state = StateJson.MAPPER.writeValueAsBytes(model);
      model = StateJson.MAPPER.readValue(state, Model.class);
    }
    assertThat(told).anyMatch(detail -> detail instanceof CallDetail.Transferred);
  }

  private static CdrWritten cdr(String rung, int from, int to) {
    return new CdrWritten(
        "pbx1",
        at(to),
        CALL,
        CALL,
        "PJSIP/trunk-1",
        "541155",
        null,
        "1001",
        "inbound",
        rung,
        "Dial",
        at(from),
        at(from),
        CdrDisposition.ANSWERED);
  }
}
