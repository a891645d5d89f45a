package org.switchhook;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.Settings;

/** The bridge as a service: runs until it is told to stop, or until a part of it has died. */
final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final Duration STOP = Duration.ofMillis(9_500);

  private final Bridge bridge;
  private final CountDownLatch broken = new CountDownLatch(1);

  Service(Settings settings) throws IOException {
    bridge = new Bridge(settings);
  }

  /** Returns only when a thread has died that the bridge cannot be without. */
  void run() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopInTime, "stop-in-time"));
    Thread.setDefaultUncaughtExceptionHandler(this::died);
    bridge.start();
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
    try {
      bridge.close();
    } catch (IOException e) {
      LOG.error("not stopped cleanly: {}", e.getMessage(), e);
    }
  }
}
