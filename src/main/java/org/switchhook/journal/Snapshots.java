package org.switchhook.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.Model;

/** The snapshots of the model beside the journal; the two newest are kept. */
public final class Snapshots {

  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
  private static final String PREFIX = "snapshot-";
  private static final String SUFFIX = ".json";
  private static final int KEPT = 2;
  private static final int PIECE = 64 * 1024;

  private final Path directory;

  public Snapshots(Path directory) {
    this.directory = directory;
  }

  /** The position of the newest, readable or not; -1 where there is none. */
  long newestPosition() throws IOException {
    List<Path> files = newestFirst();
    return files.isEmpty() ? -1 : position(files.get(0));
  }

  /** The newest that can be read. */
  public Optional<Snapshot> newest() throws IOException {
    for (Path file : newestFirst()) {
      try {
        Snapshot snapshot = StateJson.MAPPER.readValue(file.toFile(), Snapshot.class);
        if (snapshot.format() == Snapshot.FORMAT) {
          return Optional.of(snapshot);
        }
        LOG.warn(
            "{} has format {}, not {}: it is not used", file, snapshot.format(), Snapshot.FORMAT);
      } catch (JsonProcessingException e) {
        LOG.warn("{} cannot be read and is not used: {}", file, e.getOriginalMessage());
      }
    }
    return Optional.empty();
  }

  /** Writes one, whole or not at all; see {@link #writeAlone} for what it returns. */
  public long write(long position, Model model) throws IOException {
    return write(Image.of(position, model));
  }

  /** The same, of one that was made before. */
  long write(Image image) throws IOException {
    put(image);
    return forgetBut(KEPT);
  }

  /**
   * The same, and keeps no older one: where the room is needed more than it is.
   *
   * @return the position up to which the journal is not needed any longer
   */
  long writeAlone(long position, Model model) throws IOException {
    put(Image.of(position, model));
    return forgetBut(1);
  }

  private void put(Image image) throws IOException {
    Path part = directory.resolve("snapshot.part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), PIECE);
      image.writeTo(out);
      out.flush();
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(part); // Of a full disk it would take the last room.
      throw e;
    }
    Files.move(part, file(image.position()), StandardCopyOption.ATOMIC_MOVE);
    Directories.force(directory);
  }

  private long forgetBut(int kept) throws IOException {
    List<Path> files = newestFirst();
    for (Path old : files.subList(Math.min(kept, files.size()), files.size())) {
      Files.deleteIfExists(old);
    }
    return position(files.get(Math.min(kept, files.size()) - 1));
  }

  private List<Path> newestFirst() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> f.getFileName().toString().matches(PREFIX + "\\d{20}\\" + SUFFIX))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** Counted from 1 in the name, so that the one before the first entry has a name too. */
  private Path file(long position) {
    return directory.resolve("%s%020d%s".formatted(PREFIX, position + 1, SUFFIX));
  }

  private static long position(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length())) - 1;
  }
}
