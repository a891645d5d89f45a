package org.switchhook.asterisk.ami;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.GapCause;
import org.switchhook.telephony.signal.BridgeSignal.Connected;
import org.switchhook.telephony.signal.BridgeSignal.Disconnected;
import org.switchhook.telephony.signal.MemberSignal.Listed;
import org.switchhook.telephony.signal.ResyncSignal;
import org.switchhook.telephony.signal.Signal;

/**
 * Hands on what is heard of a PBX, and whether anything is: behind each {@link Connected} that was
 * taken comes one {@link Disconnected}, later where there is no room for it at first.
 */
final class Hearing implements SignalSink {

  private final String pbx;
  private final SignalSink sink;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Disconnected> doubt = new AtomicReference<>();
  private volatile boolean connected;
  private volatile @Nullable Instant since;
  private volatile @Nullable Instant lastAt;
  private @Nullable Disconnected untold;

  Hearing(String pbx, SignalSink sink, InstantSource clock) {
    this.pbx = pbx;
    this.sink = sink;
    this.clock = clock;
  }

  @Override
  public void accept(Signal signal) throws InterruptedException {
    sink.accept(signal);
    Instant now = clock.instant();
    if (!(signal instanceof ResyncSignal || signal instanceof Listed)) {
      lastAt = now; // What was asked for comes from an idle PBX too.
    }
    if (signal instanceof Connected) {
      since = now;
      connected = true;
    }
  }

  /** What was heard since then is not known any more; told when the connection has ended. */
  void doubt(Instant since, GapCause cause) {
    doubt.compareAndSet(null, new Disconnected(pbx, since, cause));
  }

  /** The connection has ended; told only where it had been told that it stood. */
  void lost(GapCause cause) throws InterruptedException {
    if (connected) {
      Instant now = clock.instant();
      since = now;
      untold = untold == null ? new Disconnected(pbx, now, cause) : untold;
    }
    connected = false;
    tell();
  }

  /** Whether it is heard: logged in, and Asterisk has booted. */
  boolean isConnected() {
    return connected;
  }

  /** Since when it is heard, or is no more; absent where it never was. */
  @Nullable Instant since() {
    return since;
  }

  /** When the last was heard that is used and was not asked for; absent where nothing was. */
  @Nullable Instant lastAt() {
    return lastAt;
  }

  /** Whether all is told, and there is room for more. */
  @Override
  public boolean hasRoom() {
    return untold == null && doubt.get() == null && sink.hasRoom();
  }

  /** Tells what is still to be told, if there is room for it. */
  void tell() throws InterruptedException {
    Disconnected doubted = doubt.get();
    Disconnected next = doubted == null ? untold : doubted;
    if (next == null) {
      return;
    }
    try {
      sink.accept(next);
      untold = null;
      doubt.compareAndSet(doubted, null);
    } catch (NoRoomException e) {
      untold = next; // Before the next Connected in any case.
    }
  }
}
