package org.switchhook.asterisk.ami;

import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.PbxSettings;
import org.switchhook.event.GapCause;
import org.switchhook.telephony.signal.BridgeSignal.Disconnected;

/**
 * The bridge's ear at one PBX: connects, logs in, and gives the signals of what it hears; when the
 * connection is lost or the PBX is not there yet, it tries again until it is closed.
 */
public final class AmiLink implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AmiLink.class);

  private static final long CLOSE_MILLIS = 2_000;
  private static final String NO_ROOM = "not listened to, as the journal has no room";

  private final PbxSettings pbx;
  private final LinkTimes times;
  private final Hearing hearing;
  private final InstantSource clock;
  private final Pulse pulse = new Pulse(System::nanoTime);
  private final FrameCounts counts = new FrameCounts();
  private final Thread thread;

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Connection connection;
  private volatile @Nullable String problem;
  private int refusals;

  /**
   * @param clock gives the arrival of what carries no time
   */
  public AmiLink(PbxSettings pbx, LinkTimes times, SignalSink sink, InstantSource clock) {
    this.pbx = pbx;
    this.times = times;
    this.hearing = new Hearing(pbx.name(), sink, clock);
    this.clock = clock;
    this.thread = new Thread(this::run, "ami-" + pbx.name());
  }

  public void start() {
    pulse.start();
    thread.start();
  }

  /** The name of the PBX. */
  public String pbx() {
    return pbx.name();
  }

  /** If logged in at the moment. */
  public boolean isConnected() {
    Connection current = connection;
    return current != null && current.isLoggedIn();
  }

  /** Why it is not connected; absent while it is, and before the first attempt has failed. */
  public @Nullable String problem() {
    return isConnected() ? null : problem;
  }

  /** If its events are heard: logged in, and Asterisk has booted. */
  public boolean isHeard() {
    return hearing.isConnected();
  }

  /** Since when its events are heard, or are no more; absent where they never were. */
  public @Nullable Instant since() {
    return hearing.since();
  }

  /** When the last event came that is used, by the bridge's clock; absent where none did. */
  public @Nullable Instant lastEventAt() {
    return hearing.lastAt();
  }

  public FrameCounts counts() {
    return counts;
  }

  /**
   * Connects anew, so that the PBX lists all that is up: what was heard of it since then is lost.
   * Told as a {@link Disconnected} of that time, whether it is connected at the moment or not.
   */
  public void reconnect(Instant since, GapCause cause) {
    hearing.doubt(since, cause);
    Connection current = connection;
    if (current != null) {
      current.close();
    }
  }

  /** Hears no more. Returns when what was heard has been taken, or cannot be for a while. */
  @Override
  public void close() {
    closing.countDown();
    Connection current = connection;
    if (current != null) {
      current.close();
    }
    try {
      thread.join(CLOSE_MILLIS);
      // Only the last resort: an interrupt closes the file that the sink may be writing.
      thread.interrupt();
      thread.join();
      pulse.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        hearing.tell();
        if (hearing.hasRoom()) {
          listen();
        } else {
          fail(NO_ROOM);
        }
      } while (!closing.await(pause().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      log.warn("{}: closed while a signal was being taken", pbx.name());
    }
  }

  /** One connection, from the first byte to the last, and what is to be told of its end. */
  private void listen() throws InterruptedException {
    GapCause lost = GapCause.CONNECTION_LOST;
    int refused = 0;
    try {
      hear();
    } catch (LoginRefusedException e) {
      refused = refusals + 1;
      fail(
          "login of the manager user %s refused: %s; check username and secret"
              .formatted(pbx.username(), e.getMessage()));
    } catch (LostException e) {
      lost = e.gap();
      fail(String.valueOf(e.getMessage()));
    } catch (UnknownHostException e) {
      fail("no such host");
    } catch (IOException e) {
      lost = pulse.stoodStill() ? GapCause.SLOW_READER : lost;
      fail(e.getMessage() == null ? e.toString() : e.getMessage());
    } finally {
      connection = null;
    }
    refusals = refused;
    if (isOpen()) {
      hearing.lost(lost);
    }
  }

  private void hear() throws IOException, InterruptedException {
    try (Socket socket = PbxSocket.open(pbx, times.login())) {
      SignalDecoder decoder = new SignalDecoder(pbx.name(), counts);
      Session session = new Session(pbx, socket.getOutputStream(), decoder, hearing, counts);
      FrameCutter cutter = new FrameCutter(socket.getInputStream(), counts);
      try (Connection opened = new Connection(pbx.name(), socket, session, cutter, clock, pulse)) {
        connection = opened;
        // Whoever asks for another connection meanwhile has seen this one, or is seen here.
        if (isOpen() && hearing.hasRoom()) {
          opened.read(times.silence());
        }
      }
    }
  }

  /** Says each problem once, not at each attempt. */
  private void fail(String what) {
    if (isOpen() && (isConnected() || !what.equals(problem))) {
      log.warn("{} ({}:{}): {}; trying again", pbx.name(), pbx.host(), pbx.port(), what);
    }
    problem = what;
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  /** With jitter, so that bridges which lost their PBX together do not come back together. */
  private Duration pause() {
    Duration half = times.retry().dividedBy(2);
    Duration longest = half;
    for (int i = 0; i < refusals && longest.compareTo(times.refusedRetry()) < 0; i++) {
      longest = longest.multipliedBy(2);
    }
    long millis = Math.min(longest.toMillis(), times.refusedRetry().toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
  }
}
