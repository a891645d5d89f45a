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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private final Socket socket;
  private final Session session;
  private final FrameCutter cutter;
  private final InstantSource clock;
  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES);
  private final Thread decoding;
  private volatile @Nullable IOException failure;

  Connection(String pbx, Socket socket, Session session, FrameCounts counts, InstantSource clock)
      throws IOException {
    this.socket = socket;
    this.session = session;
    this.cutter = new FrameCutter(socket.getInputStream(), counts);
    this.clock = clock;
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
    socket.setSoTimeout(Math.max(1, Math.toIntExact(silence.toMillis() / PINGS)));
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
          batches.put(new Batch(frames, clock.instant()));
        }
      } catch (SocketTimeoutException e) {
        if (++timeouts == PINGS) {
          return new IOException("nothing heard for " + silence.toMillis() + " ms");
        }
        ping();
      } catch (IOException e) {
        return new IOException("connection lost: " + e.getMessage(), e);
      }
    }
  }

  /** A socket that cannot be written to will not be readable either, and tells by itself. */
  private void ping() {
    try {
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
