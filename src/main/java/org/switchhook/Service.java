package org.switchhook;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.Settings;

/** The bridge as a service: runs until it is told to stop, or until a part of it has died. */
final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final Duration STOP = Duration.ofMillis(9_500);

  /** To load all else takes the processors from those who begin to hear; a PBX may be away. */
  private static final Duration BEFORE_ALL_ELSE = Duration.ofMillis(1_500);

  private final Settings settings;
  private final Ears ears;
  private final CountDownLatch broken = new CountDownLatch(1);
  private volatile @Nullable Bridge bridge;

  Service(Settings settings) throws IOException {
    this.settings = settings;
    this.ears = new Ears(settings, InstantSource.system());
  }

  /** Returns only when a thread has died that the bridge cannot be without. */
  void run() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopInTime, "stop-in-time"));
    Thread.setDefaultUncaughtExceptionHandler(this::died);
    ears.start();
    ears.awaitHeard(BEFORE_ALL_ELSE);
    Bridge whole = new Bridge(settings, ears);
    bridge = whole;
    whole.start();
    broken.await();
  }

  /** A bridge without it is deaf or mute and looks alive: systemd starts a new one. */
  private void died(Thread thread, Throwable e) {
    LOG.error("the thread {} has died: {}", thread.getName(), e, e);
    // No receiver's answer may do that: okhttp replaces its own threads.
    if (!thread.getName().startsWith("OkHttp")) {
      broken.countDown();
    }
  }

  /**
   * When the time is up the JVM goes, whatever a pool or a socket still waits for: that is as a
   * kill -9, which loses nothing.
   */
  private void stopInTime() {
    Thread stop = new Thread(this::stop, "stop");
    stop.start();
    try {
      stop.join(STOP.toMillis());
    } catch (InterruptedException e) {
      LOG.warn("interrupted while stopping");
    }
    if (stop.isAlive()) {
      LOG.warn("not all has ended within {} ms; it goes on at the next start", STOP.toMillis());
    }
  }

  private void stop() {
    Bridge whole = bridge;
    try {
      if (whole == null) {
        ears.close(); // Told to stop while it was starting.
      } else {
        whole.close();
      }
    } catch (IOException e) {
      LOG.error("not stopped cleanly: {}", e.getMessage(), e);
    }
  }
}
