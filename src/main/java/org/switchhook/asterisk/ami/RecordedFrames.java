package org.switchhook.asterisk.ami;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Signal;

/** What a PBX sent in an AMI session, recorded byte for byte; read as the live stream is. */
public final class RecordedFrames {

  private final SignalDecoder decoder;
  private final Consumer<Signal> signals;
  private @Nullable Instant time;

  private RecordedFrames(SignalDecoder decoder, Consumer<Signal> signals) {
    this.decoder = decoder;
    this.signals = signals;
  }

  /**
   * Gives all the signals of a recording. A frame that carries no time has that of the one before
   * it; what stands before the first time is passed over.
   *
   * @param pbx the name that the signals shall bear
   * @return what was met on the way
   * @throws IOException if the recording cannot be read
   */
  public static FrameCounts read(InputStream recording, String pbx, Consumer<Signal> signals)
      throws IOException {
    FrameCounts counts = new FrameCounts();
    FrameCutter cutter = new FrameCutter(recording, counts);
    RecordedFrames frames = new RecordedFrames(new SignalDecoder(pbx, counts), signals);
    List<Frame> batch = cutter.read();
    while (batch != null) {
      batch.forEach(frames::accept);
      batch = cutter.read();
    }
    return counts;
  }

  private void accept(Frame frame) {
    Signal signal = decoder.decode(frame, time == null ? Instant.MIN : time);
    if (signal != null && !signal.time().equals(Instant.MIN)) {
      time = signal.time();
      signals.accept(signal);
    }
  }
}
