package org.switchhook;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.switchhook.asterisk.ami.RecordedFrames;
import org.switchhook.config.ModelSettings;
import org.switchhook.event.Event;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Signal;

/**
 * A recorded AMI stream as the events that the bridge would have told, folded by the same code. No
 * database, no network, no clock: {@code recordedAt} is the event's own time.
 */
public final class Replay {

  private final Model model = new Model();
  private final Consumer<Event> out;

  /** A replay that gives its events to {@code out}. */
  public Replay(ModelSettings settings, Consumer<Event> out) {
    this.out = out;
    fold(configured("replay", Instant.EPOCH, settings));
  }

  /** Reads to the end; then what is still to be decided is decided, and open calls stay open. */
  public void read(InputStream recording, String pbx) throws IOException {
    RecordedFrames.read(recording, pbx, this::fold);
    List<Tick> due = model.nextTicks();
    while (!due.isEmpty()) {
      due.forEach(this::fold);
      due = model.nextTicks();
    }
  }

  /** The settings as the model is told them. */
  static Configured configured(String bridge, Instant at, ModelSettings settings) {
    return new Configured(
        bridge,
        at,
        settings.phones(),
        settings.ignore(),
        settings.wrapUps(),
        settings.lateDisposition());
  }

  private void fold(Signal signal) {
    for (Event event : model.fold(signal, signal.time())) {
      out.accept(event.recordedAt(event.time()));
    }
  }
}
