package org.switchhook.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;

/**
 * A manager interface on loopback behind which no Asterisk is: it plays a recorded session, once,
 * as soon as somebody is logged in who wants events.
 */
public final class RecordedPbx implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RecordedPbx.class);

  /**
   * Who has just logged in asks for queues and channels first; a real PBX is quiet at times too.
   */
  private static final Duration LEAD_IN = Duration.ofSeconds(1);

  private static final Duration LINGER = Duration.ofSeconds(5);

  private final RecordedSession session;
  private final double speed;
  private final Clock clock;
  private final ServerSocket server;
  private final PbxSettings settings;
  private final List<ManagerConnection> connections = new CopyOnWriteArrayList<>();
  private final AtomicBoolean playing = new AtomicBoolean();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ScheduledExecutorService player =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "recorded-pbx"));
  private final Thread acceptor = daemon(this::accept, "recorded-pbx-accept");

  private RecordedPbx(RecordedSession session, double speed, Clock clock, ServerSocket server) {
    this.session = session;
    this.speed = speed;
    this.clock = clock;
    this.server = server;
    this.settings =
        new PbxSettings(
            "pbx1",
            InetAddress.getLoopbackAddress().getHostAddress(),
            server.getLocalPort(),
            false,
            null,
            "switchhook",
            new Secret(UUID.randomUUID().toString()));
  }

  /**
   * Listens, and plays once there is a listener.
   *
   * @param port 0 for any free one
   * @param speed 1 for real time, 10 for ten times as fast; the events keep the distances that they
   *     were recorded with
   */
  public static RecordedPbx start(RecordedSession session, int port, double speed, Clock clock)
      throws IOException {
    ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    RecordedPbx pbx = new RecordedPbx(session, speed, clock, server);
    pbx.acceptor.start();
    return pbx;
  }

  /** Where and as whom to log in. */
  public PbxSettings settings() {
    return settings;
  }

  /** Waits until the last event has been sent, or it is closed. */
  public void awaitEnd() throws InterruptedException {
    end.await();
  }

  @Override
  public void close() {
    player.shutdownNow();
    end.countDown();
    connections.forEach(ManagerConnection::close);
    try {
      server.close();
      // a thread inside accept(2) keeps the port listening until it has woken up
      acceptor.join(LINGER.toMillis());
      if (!player.awaitTermination(LINGER.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("recorded PBX: still playing after {}", LINGER);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket), "recorded-pbx-" + socket.getPort()).start();
      }
    } catch (IOException closed) {
      log.debug("recorded PBX: closed");
    }
  }

  private void serve(Socket socket) {
    try (ManagerConnection connection =
        new ManagerConnection(socket, settings, clock, this::play)) {
      connections.add(connection);
      if (!server.isClosed()) {
        connection.serve();
      }
    } catch (IOException gone) {
      log.debug("recorded PBX: a connection ended: {}", gone.toString());
    } finally {
      connections.removeIf(ManagerConnection::isClosed);
    }
  }

  private void play() {
    if (!playing.compareAndSet(false, true) || player.isShutdown()) {
      return;
    }
    Rebasing rebasing =
        new Rebasing(Duration.between(session.startedAt(), clock.instant().plus(LEAD_IN)));
    for (RecordedSession.Frame frame : session.frames()) {
      Duration after = LEAD_IN.plus(Duration.between(session.startedAt(), frame.time()));
      later(after, () -> send(rebasing.apply(frame.text())));
    }
    Duration length = Duration.between(session.startedAt(), session.endedAt());
    later(LEAD_IN.plus(length), end::countDown);
    log.info("recorded PBX: plays {} events of {} s", session.frames().size(), length.toSeconds());
  }

  /** Tasks that are due at the same time run in the order in which they were given. */
  private void later(Duration after, Runnable task) {
    long nanos = (long) (after.toNanos() / speed);
    Future<?> unused = player.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private void send(String frame) {
    connections.forEach(connection -> connection.event(frame));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
