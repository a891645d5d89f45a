package org.switchhook;

import java.time.Duration;
import org.switchhook.asterisk.ami.NoRoomException;
import org.switchhook.asterisk.ami.SignalSink;
import org.switchhook.journal.Journal;
import org.switchhook.telephony.signal.Signal;

/** The journal as what PBXs speak to. Asterisk hangs up if it has to wait for long. */
record JournalSink(Journal journal) implements SignalSink {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Override
  public void accept(Signal signal) throws InterruptedException {
    if (!journal.append(signal, PATIENCE)) {
      throw new NoRoomException();
    }
  }

  @Override
  public boolean hasRoom() {
    return journal.hasRoom();
  }
}
