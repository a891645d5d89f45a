package org.switchhook.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Signal;

/**
 * The signals of a bridge on its own disk, in the order in which they were appended. One thread
 * writes; what arrives while it waits for the disk shares the next write.
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final long SEGMENT_BYTES = 16L << 20;
  private static final int WAITING_AT_MOST = 32_768;
  private static final int SHARE_A_WRITE = 4_096;
  private static final Duration DISK_RETRY = Duration.ofSeconds(1);

  private final Path directory;
  private final InstantSource clock;
  private final FileChannel lockFile;
  private final UUID id;
  private final long found;
  private final long segmentBytes;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_AT_MOST);
  private final Object durability = new Object();
  private final Thread thread;
  private SegmentWriter writer;
  private long next;
  private volatile long durable;
  private volatile boolean closing;

  private record Waiting(Instant recordedAt, Signal signal) {}

  /** No signal: wakes the thread that waits for one, so that it sees that it is to end. */
  private static final Waiting END = new Waiting(Instant.MIN, new Tick("", Instant.MIN));

  private Journal(
      Path directory,
      InstantSource clock,
      FileChannel lockFile,
      JournalEnd end,
      long segmentBytes) {
    this.segmentBytes = segmentBytes;
    this.directory = directory;
    this.clock = clock;
    this.lockFile = lockFile;
    this.id = end.journal();
    this.writer = end.writer();
    this.next = end.next();
    this.found = next - 1;
    this.durable = found;
    this.thread = new Thread(this::writeAll, "journal");
  }

  /**
   * Opens the journal of a directory, or begins one.
   *
   * @throws IOException where the directory cannot be used, another bridge uses it, or entries that
   *     were on disk before are not there any more
   */
  public static Journal open(Path directory, InstantSource clock) throws IOException {
    return open(directory, clock, SEGMENT_BYTES);
  }

  static Journal open(Path directory, InstantSource clock, long segmentBytes) throws IOException {
    Files.createDirectories(directory);
    FileChannel lockFile =
        FileChannel.open(
            directory.resolve(JournalDirectory.LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (!locked(lockFile)) {
        throw new IOException(
            "another bridge uses the journal in " + directory + "; each needs its own directory");
      }
      JournalEnd end = JournalEnd.find(directory);
      Journal journal = new Journal(directory, clock, lockFile, end, segmentBytes);
      journal.thread.start();
      return journal;
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  /**
   * Sees to it that what the event log holds was on this disk when it was opened.
   *
   * @throws IOException where it was not; then it cannot be opened again either, because what is
   *     appended meanwhile would soon hide it
   */
  void checkHas(long committed) throws IOException {
    if (committed > found) {
      throw JournalEnd.refuse(directory, found, committed);
    }
  }

  static boolean locked(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Names this journal; another one after its directory was lost has another. */
  public String id() {
    return id.toString();
  }

  /**
   * Puts a signal at the end, if there is room for it in time.
   *
   * @return whether there was
   */
  public boolean append(Signal signal, Duration atMost) throws InterruptedException {
    return waiting.offer(
        new Waiting(clock.instant(), signal), atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Puts a signal at the end. Waits only where tens of thousands are before it, which means that
   * the disk does not take them.
   */
  public void append(Signal signal) throws InterruptedException {
    waiting.put(new Waiting(clock.instant(), signal));
  }

  /** The highest position that is on disk; -1 where there is none. */
  public long durable() {
    return durable;
  }

  /** Waits until something behind {@code position} is on disk, or until the time is up. */
  boolean awaitBehind(long position, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    synchronized (durability) {
      while (durable <= position) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (leftMs <= 0) {
          return false;
        }
        durability.wait(leftMs);
      }
    }
    return true;
  }

  /** Reads from the entry behind {@code position} on. */
  public JournalReader readBehind(long position) {
    return new JournalReader(this, directory, position);
  }

  /** Removes the segments of which nothing behind {@code position} is needed. */
  public void forgetUpTo(long position) throws IOException {
    List<Path> segments = segments(directory);
    for (int i = 0; i + 1 < segments.size(); i++) {
      if (Segment.base(segments.get(i + 1)) <= position + 1) {
        Files.deleteIfExists(segments.get(i));
      }
    }
  }

  static List<Path> segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Segment::isSegment).sorted().toList();
    }
  }

  private void writeAll() {
    List<Waiting> batch = new ArrayList<>();
    while (!(closing && waiting.isEmpty())) {
      batch.clear();
      take(batch);
      batch.removeIf(END::equals);
      if (!batch.isEmpty()) {
        write(batch);
      }
    }
  }

  private void take(List<Waiting> batch) {
    try {
      batch.add(waiting.take());
      waiting.drainTo(batch, SHARE_A_WRITE);
    } catch (InterruptedException e) {
      LOG.debug("woken; only finish() ends this thread, and says so");
    }
  }

  private void write(List<Waiting> batch) {
    ByteBuffer bytes = encode(batch);
    boolean complained = false;
    while (!written(bytes.duplicate(), complained)) {
      complained = true;
      if (closing) {
        LOG.error("journal in {}: stopping with {} signals not on disk", directory, batch.size());
        return;
      }
      pause();
    }
    if (complained) {
      LOG.info("journal in {}: the disk takes signals again", directory);
    }
    next += batch.size();
    synchronized (durability) {
      durable = next - 1;
      durability.notifyAll();
    }
  }

  private boolean written(ByteBuffer bytes, boolean complained) {
    try {
      if (writer.size() > segmentBytes) {
        SegmentWriter full = writer;
        writer = SegmentWriter.create(directory, id, next);
        full.close();
      }
      writer.append(bytes);
      return true;
    } catch (IOException e) {
      if (!complained) {
        LOG.error(
            "journal in {} cannot be written ({}); signals wait in memory: make room on that disk",
            directory,
            e.getMessage());
      }
      return false;
    }
  }

  private void pause() {
    try {
      Thread.sleep(DISK_RETRY.toMillis()); // There is nothing to await: a disk tells nobody.
    } catch (InterruptedException e) {
      LOG.debug("woken while waiting for the disk");
    }
  }

  private static ByteBuffer encode(List<Waiting> batch) {
    List<ByteBuffer> records = new ArrayList<>(batch.size());
    int bytes = 0;
    for (Waiting entry : batch) {
      ByteBuffer record = Segment.record(entry.recordedAt().toEpochMilli(), json(entry.signal()));
      bytes += record.remaining();
      records.add(record);
    }
    ByteBuffer all = ByteBuffer.allocate(bytes);
    records.forEach(all::put);
    return all.flip();
  }

  private static byte[] json(Signal signal) {
    try {
      return StateJson.MAPPER.writerFor(Signal.class).writeValueAsBytes(signal);
    } catch (IOException e) {
      throw new UncheckedIOException("a signal could not be written as JSON", e);
    }
  }

  /** Puts what was appended on disk and takes no more; it can still be read. */
  public void finish() {
    closing = true;
    boolean taken = waiting.offer(END); // Where there is no room, the thread does not wait.
    LOG.trace("told to end: {}", taken);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Finishes, and lets another bridge have the directory. */
  @Override
  public void close() throws IOException {
    finish();
    writer.close();
    lockFile.close();
  }
}
