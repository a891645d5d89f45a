package org.switchhook;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.switchhook.asterisk.log.Cdr;
import org.switchhook.event.Event;
import org.switchhook.event.GapCause;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Connected;
import org.switchhook.telephony.signal.BridgeSignal.Disconnected;
import org.switchhook.telephony.signal.RecordSignal;
import org.switchhook.telephony.signal.Signal;

/** A recorded session of which the bridge did not hear a part, with what Asterisk wrote of it. */
final class GapStories {

  private final List<Signal> signals;
  private final List<Signal> records = new ArrayList<>();

  private GapStories(List<Signal> signals) {
    this.signals = signals;
  }

  static GapStories of(Path recording) {
    GapStories stories = withoutCel(recording);
    stories.records.addAll(AuditedStories.cel(AuditedStories.celOf(recording)));
    stories.records.sort(Comparator.comparing(Signal::time));
    return stories;
  }

  static GapStories withoutCel(Path recording) {
    GapStories stories = new GapStories(Transcripts.signals(recording));
    AuditedStories.entries(AuditedStories.queueLog(recording))
        .forEach(entry -> stories.records.add(entry.signal("pbx1")));
    for (Cdr cdr : AuditedStories.cdrs(AuditedStories.cdr(recording))) {
      cdr.signal("pbx1").ifPresent(stories.records::add);
    }
    stories.records.sort(Comparator.comparing(Signal::time));
    return stories;
  }

  int size() {
    return signals.size();
  }

  /** For how long nothing is heard then. */
  Duration length(int from, int to) {
    Instant end = signals.get(Math.min(to, signals.size() - 1)).time();
    return Duration.between(signals.get(from - 1).time(), end);
  }

  /** What is told where all is heard. */
  List<Event> whole() {
    return Folded.all(new Model(), signals);
  }

  /** What is told where the signals from {@code from} to before {@code to} are not heard. */
  List<Event> without(int from, int to) {
    Model model = new Model();
    Switchroom room = new Switchroom(signals);
    List<Event> told = new ArrayList<>();
    Instant start = signals.get(0).time();
    fold(model, signals.get(0), told);
    fold(model, new Connected("pbx1", start, "9.0", null), told);
    room.lists(start).forEach(shown -> fold(model, shown, told));
    fold(model, new RecordSignal.Read("pbx1", start, true, true), told);
    boolean read = false;
    for (int i = 1; i < signals.size(); i++) {
      if (i == from) {
        fold(
            model,
            new Disconnected("pbx1", signals.get(i - 1).time(), GapCause.CONNECTION_LOST),
            told);
      }
      if (i == to) {
        connect(model, room, signals.get(i - 1).time(), told);
      }
      // The records are read while it is heard again.
      if (i >= to && !read && !isAtOnce(to, i)) {
        read(model, signals.get(to - 1).time(), told);
        read = true;
      }
      room.says(signals.get(i));
      if (i < from || i >= to) {
        fold(model, signals.get(i), told);
      }
    }
    if (to == signals.size()) {
      connect(model, room, signals.get(to - 1).time(), told);
    }
    if (!read) {
      read(model, signals.get(to - 1).time(), told);
    }
    told.addAll(Folded.rest(model));
    return told;
  }

  private boolean isAtOnce(int to, int i) {
    return !signals.get(i).time().isAfter(signals.get(to - 1).time().plusSeconds(1));
  }

  private static void connect(Model model, Switchroom room, Instant now, List<Event> told) {
    fold(model, new Connected("pbx1", now, "9.0", null), told);
    room.lists(now).forEach(shown -> fold(model, shown, told));
  }

  private void read(Model model, Instant now, List<Event> told) {
    for (Signal record : records) {
      if (!record.time().isAfter(now.plusSeconds(1))) {
        fold(model, record, told);
      }
    }
    fold(model, new RecordSignal.Read("pbx1", now, true, true), told);
  }

  private static void fold(Model model, Signal signal, List<Event> told) {
    told.addAll(model.fold(signal, signal.time()));
  }
}
