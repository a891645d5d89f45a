package org.switchhook.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import org.switchhook.asterisk.ami.RecordedFrames;
import org.switchhook.config.ModelSettings;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.Event;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Heartbeat;
import org.switchhook.telephony.signal.Signal;

/** A model, and so many callers at once whose frames it is fed with. */
final class Traffic {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Callers callers;
  private final Model model = new Model();
  private Instant time = Instant.EPOCH;
  private long told;

  Traffic(int open) {
    callers = new Callers(open);
    ModelSettings settings = ModelSettings.STANDARD;
    Map<String, Duration> wrapUps = Map.of("sales", Duration.ofSeconds(10));
    fold(
        new Configured(
            "bench",
            time,
            settings.phones(),
            settings.ignore(),
            wrapUps,
            settings.lateDisposition()));
  }

  /** Feeds it so many events, and gives the CPU time of the whole process for each, in µs. */
  double micros(int events) throws IOException {
    var frames = new ByteArrayInputStream(callers.frames(events));
    long before = SYSTEM.getProcessCpuTime();
    RecordedFrames.read(frames, "pbx1", this::fold);
    return (SYSTEM.getProcessCpuTime() - before) / 1000.0 / events;
  }

  /**
   * So many frames; each event that has to be told is given with the signal that makes it known.
   */
  byte[] frames(int count, BiConsumer<Signal, Event> out) throws IOException {
    byte[] frames = callers.frames(count);
    var in = new ByteArrayInputStream(frames);
    RecordedFrames.read(
        in,
        "pbx1",
        signal -> model.fold(signal, signal.time(), event -> out.accept(signal, event)));
    return frames;
  }

  private void fold(Signal signal) {
    time = signal.time();
    model.fold(signal, time, event -> told++);
  }

  long told() {
    return told;
  }

  int openCalls() {
    var beat = model.fold(new Heartbeat("bench", time), time).get(0);
    return ((BridgeDetail.Heartbeat) beat.detail()).openCalls();
  }
}
