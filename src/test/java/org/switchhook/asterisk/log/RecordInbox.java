package org.switchhook.asterisk.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.switchhook.telephony.signal.RecordSignal;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;
import org.switchhook.telephony.signal.RecordSignal.Read;

/** What a backfill hands on, as a test waits for it. */
final class RecordInbox implements RecordSink {

  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<RecordSignal> signals = new LinkedBlockingQueue<>();

  @Override
  public void accept(RecordSignal signal) {
    signals.add(signal);
  }

  /** All up to the end of one reading, which is the last of them. */
  List<RecordSignal> reading() throws InterruptedException {
    List<RecordSignal> all = new ArrayList<>();
    do {
      all.add(next());
    } while (!(all.get(all.size() - 1) instanceof Read));
    return all;
  }

  RecordSignal next() throws InterruptedException {
    RecordSignal next = signals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was handed on");
    }
    return next;
  }

  boolean isEmpty() {
    return signals.isEmpty();
  }

  /** In few words: {@code enterqueue c1}, {@code cdr c1}, {@code read true false}. */
  static List<String> words(List<RecordSignal> signals) {
    return signals.stream().map(RecordInbox::words).toList();
  }

  static String words(RecordSignal signal) {
    if (signal instanceof QueueLogged entry) {
      return entry.event() + " " + entry.call();
    }
    if (signal instanceof CdrWritten cdr) {
      return "cdr " + cdr.uniqueid();
    }
    if (signal instanceof CelWritten event) {
      return (event instanceof HangupWritten ? "hangup " : "transfer ") + event.uniqueid();
    }
    Read read = (Read) signal;
    return "read " + read.queueLog() + " " + read.cdr();
  }
}
