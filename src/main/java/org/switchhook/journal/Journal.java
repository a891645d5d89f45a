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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.JournalSettings;
import org.switchhook.telephony.signal.BridgeSignal;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Signal;

/**
 * The signals of a bridge on its own disk, in the order in which they were appended. One thread
 * writes; what arrives while it waits for the disk shares the next write.
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int WAITING_AT_MOST = 32_768;
  private static final int SHARE_A_WRITE = 4_096;
  private static final Duration DISK_RETRY = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Path directory;
  private final InstantSource clock;
  private final FileChannel lockFile;
  private final UUID id;
  private final long found;
  private final long torn;
  private final Segments segments;
  private final Room room;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_AT_MOST);
  private final Object durability = new Object();
  private final Thread thread;
  private long next;
  private volatile long durable;
  private volatile boolean closing;

  private record Waiting(Instant recordedAt, Signal signal, CountDownLatch written) {
    Waiting(Instant recordedAt, Signal signal) {
      this(recordedAt, signal, NOBODY_WAITS);
    }
  }

  private static final CountDownLatch NOBODY_WAITS = new CountDownLatch(0);

  /** No signal: wakes the thread that waits for one, so that it sees that it is to end. */
  private static final Waiting END = new Waiting(Instant.MIN, new Tick("", Instant.MIN));

  /**
   * How large it may be.
   *
   * @param segment above which another file is begun
   * @param limit of all together
   * @param reserve beyond it, and on the disk, for what the bridge says of itself
   */
  record Sizes(long segment, long limit, long reserve) {
    Sizes(long limit) {
      this(16L << 20, limit, Room.RESERVE_BYTES);
    }
  }

  private Journal(
      Path directory, InstantSource clock, FileChannel lockFile, JournalEnd end, Sizes sizes)
      throws IOException {
    this.directory = directory;
    this.clock = clock;
    this.lockFile = lockFile;
    this.id = end.journal();
    this.next = end.next();
    this.torn = end.torn();
    this.found = next - 1;
    this.durable = found;
    this.segments = new Segments(directory, id, end.writer(), sizes.segment());
    this.room =
        new Room(
            "journal in " + directory,
            Files.getFileStore(directory),
            sizes.limit(),
            sizes.reserve());
    this.thread = new Thread(this::writeAll, "journal");
  }

  /**
   * Opens the journal of a directory, or begins one.
   *
   * @throws IOException where the directory cannot be used, another bridge uses it, or entries that
   *     were on disk before are not there any more
   */
  public static Journal open(JournalSettings settings, InstantSource clock) throws IOException {
    return open(settings.directory(), clock, new Sizes(settings.limitBytes()));
  }

  static Journal open(Path directory, InstantSource clock, Sizes sizes) throws IOException {
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
      Journal journal = new Journal(directory, clock, lockFile, end, sizes);
      journal.room.look(journal.segments.bytes(), null);
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

  /** Whether its end could not be read when it was opened: signals may be missing there. */
  public boolean wasDamaged() {
    return torn != JournalEnd.NOWHERE;
  }

  /** Where that end began; else {@link JournalEnd#NOWHERE}. */
  long torn() {
    return torn;
  }

  /**
   * Puts a signal at the end, if there is room for it in time. Of a PBX none is taken while the
   * journal is full, so that nothing waits for it.
   *
   * @return whether there was
   */
  public boolean append(Signal signal, Duration atMost) throws InterruptedException {
    boolean ofBridge = signal instanceof BridgeSignal;
    if (ofBridge ? !room.hasReserve(segments.bytes()) : room.isFull()) {
      return false;
    }
    return waiting.offer(
        new Waiting(clock.instant(), signal), atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Puts a signal at the end, without which the model is not what it should be. Waits only where
   * tens of thousands are before it, which means that the disk does not take them.
   */
  public void append(Signal signal) throws InterruptedException {
    waiting.put(new Waiting(clock.instant(), signal));
  }

  /**
   * Puts a signal at the end and waits until it is on disk.
   *
   * @return whether it is; it may be later where it is not yet
   */
  public boolean appendDurably(Signal signal, Duration atMost) throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    if (closing || room.isFull()) {
      return false;
    }
    long until = System.nanoTime() + atMost.toNanos();
    Waiting one = new Waiting(clock.instant(), signal, written);
    return waiting.offer(one, atMost.toNanos(), TimeUnit.NANOSECONDS)
        && written.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** Whether it takes what a PBX says, and is likely to for a while. */
  public boolean hasRoom() {
    return !room.isFull() && waiting.size() < WAITING_AT_MOST / 2;
  }

  /** Whether it has reached its limit, or its disk is full. */
  public boolean isFull() {
    return room.isFull();
  }

  /** How large it is, without the snapshots. */
  public long bytes() {
    return segments.bytes();
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

  /**
   * Reads from the entry behind {@code position} on.
   *
   * @param damaged is told since when entries are missing that cannot be read
   */
  public JournalReader readBehind(long position, Consumer<Instant> damaged) {
    return new JournalReader(this, directory, position, clock.instant(), damaged);
  }

  /** Removes the segments of which nothing behind {@code position} is needed. */
  public void forgetUpTo(long position) throws IOException {
    segments.forgetUpTo(position);
  }

  private void writeAll() {
    List<Waiting> batch = new ArrayList<>();
    while (!(closing && waiting.isEmpty())) {
      batch.clear();
      take(batch);
      batch.removeIf(END::equals);
      if (batch.isEmpty()) {
        room.look(segments.bytes(), null);
      } else if (!write(batch)) {
        return;
      }
    }
  }

  private void take(List<Waiting> batch) {
    try {
      Waiting first = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
        waiting.drainTo(batch, SHARE_A_WRITE);
      }
    } catch (InterruptedException e) {
      LOG.debug("woken; only finish() ends this thread, and says so");
    }
  }

  /** False where it is to end and the disk takes nothing: then nothing may come behind a hole. */
  private boolean write(List<Waiting> batch) {
    ByteBuffer bytes = encode(batch);
    while (!written(bytes.duplicate())) {
      if (closing) {
        int lost = batch.size() + waiting.size();
        LOG.error("journal in {}: stopping with {} signals not on disk", directory, lost);
        return false;
      }
      pause();
    }
    next += batch.size();
    synchronized (durability) {
      durable = next - 1;
      durability.notifyAll();
    }
    batch.forEach(entry -> entry.written().countDown());
    return true;
  }

  private boolean written(ByteBuffer bytes) {
    try {
      segments.append(bytes, next);
      room.look(segments.bytes(), null);
      return true;
    } catch (IOException e) {
      room.look(segments.bytes(), e);
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
    segments.close();
    lockFile.close();
  }
}
