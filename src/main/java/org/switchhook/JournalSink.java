package org.switchhook;

import java.time.Duration;
import org.switchhook.asterisk.ami.NoRoomException;
import org.switchhook.asterisk.ami.SignalSink;
import org.switchhook.asterisk.log.Backfill;
import org.switchhook.journal.Journal;
import org.switchhook.telephony.signal.BridgeSignal.Connected;
import org.switchhook.telephony.signal.BridgeSignal.Disconnected;
import org.switchhook.telephony.signal.ResyncSignal.AllShown;
import org.switchhook.telephony.signal.Signal;

/**
 * The journal as what one PBX speaks to. Asterisk hangs up if it has to wait for long.
 *
 * @param backfill tells what it wrote down meanwhile, once it has shown how it is
 * @param heard is told that it is connected
 */
record JournalSink(Journal journal, Backfill backfill, Runnable heard) implements SignalSink {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Override
  public void accept(Signal signal) throws InterruptedException {
    if (!journal.append(signal, PATIENCE)) {
      throw new NoRoomException();
    }
    if (signal instanceof Connected) {
      heard.run();
    } else if (signal instanceof AllShown) {
      backfill.connected();
    } else if (signal instanceof Disconnected) {
      backfill.disconnected();
    }
  }

  @Override
  public boolean hasRoom() {
    return journal.hasRoom();
  }
}
