package org.switchhook.asterisk.ami;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.event.GapCause;

/**
 * One connection to a PBX. The thread that reads only cuts frames, and hands over those of each
 * read together; another decodes them. Nothing is dropped between them: the reader waits when the
 * queue is full, and TCP makes Asterisk wait.
 */
final class Connection implements AutoCloseable {

  /** Frames that arrived together, at most a read buffer full; none stands for the end. */
  private record Batch(List<Frame> frames, Instant arrival) {

    static final Batch END = new Batch(List.of(), Instant.MAX);

    boolean isEnd() {
      return frames.isEmpty();
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  private static final int BATCHES = 64;
  private static final int PINGS = 3;

  /** Of manager.conf, {@code writetimeout}: its default. */
  private static final long WRITE_TIMEOUT_MILLIS = 100;

  private final Socket socket;
  private final Session session;
  private final FrameCutter cutter;
  private final InstantSource clock;
  private final Pulse pulse;
  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES);
  private final Thread decoding;
  private volatile @Nullable IOException failure;

  /**
   * One that begins to read as soon as it is told to.
   *
   * @param socket whose timeout is that for each answer until it is logged in
   */
  Connection(
      String pbx,
      Socket socket,
      Session session,
      FrameCutter cutter,
      InstantSource clock,
      Pulse pulse) {
    this.socket = socket;
    this.session = session;
    this.cutter = cutter;
    this.clock = clock;
    this.pulse = pulse;
    this.decoding = new Thread(this::decode, "ami-decode-" + pbx);
  }

  boolean isLoggedIn() {
    return session.isLoggedIn();
  }

  /**
   * Reads until the connection ends, and until all that came has been decoded.
   *
   * @param silence after which the PBX is taken for dead
   * @throws IOException why it ended; always thrown
   */
  void read(Duration silence) throws IOException, InterruptedException {
    decoding.start();
    try {
      IOException end = readToEnd(silence);
      batches.put(Batch.END);
      decoding.join();
      throw failure == null ? end : failure;
    } catch (InterruptedException e) {
      decoding.interrupt();
      throw e;
    }
  }

  private IOException readToEnd(Duration silence) throws InterruptedException {
    int timeouts = 0;
    while (true) {
      try {
        List<Frame> frames = cutter.read();
        if (frames == null) {
          return new IOException("connection closed by the PBX");
        }
        timeouts = 0;
        if (!frames.isEmpty()) {
          handOver(new Batch(frames, clock.instant()));
        }
      } catch (SocketTimeoutException e) {
        if (!session.isLoggedIn()) {
          return new IOException("connected, and no answer before the login");
        }
        if (++timeouts == PINGS) {
          return new LostException(
              GapCause.SILENCE, "nothing heard for " + silence.toMillis() + " ms");
        }
        ping(silence);
      } catch (IOException e) {
        return new IOException("connection lost: " + e.getMessage(), e);
      }
    }
  }

  /** What waits for longer than Asterisk does is what makes it hang up. */
  private void handOver(Batch batch) throws InterruptedException {
    if (!batches.offer(batch, WRITE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
      batches.put(batch);
      pulse.skip();
    }
  }

  /** A socket that cannot be written to will not be readable either, and tells by itself. */
  private void ping(Duration silence) {
    try {
      socket.setSoTimeout(Math.max(1, Math.toIntExact(silence.toMillis() / PINGS)));
      session.ping();
    } catch (IOException e) {
      log.debug("{}: no ping: {}", socket, e.getMessage());
    }
  }

  private void decode() {
    try {
      for (Batch batch = batches.take(); !batch.isEnd(); batch = batches.take()) {
        for (Frame frame : batch.frames()) {
          session.accept(frame, batch.arrival());
        }
      }
    } catch (InterruptedException e) {
      log.debug("{}: decoding is interrupted", socket);
    } catch (IOException e) {
      abandon(e);
    } catch (NoRoomException e) {
      abandon(new LostException(GapCause.JOURNAL_FULL, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      log.error("{}: a signal could not be taken", socket, e);
      abandon(new IOException("a signal could not be taken: " + e.getMessage(), e));
    }
  }

  /** Ends the reading too, also where it waits for room in the queue. */
  private void abandon(IOException why) {
    failure = why;
    close();
    try {
      while (!batches.take().isEnd()) {
        log.trace("{}: frames after the failure are left", socket);
      }
    } catch (InterruptedException e) {
      log.debug("{}: decoding is interrupted", socket);
    }
  }

  /** Ends the reading; what has been read is still decoded. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("{}: not closed: {}", socket, e.getMessage());
    }
  }
}
