package org.switchhook.asterisk.log;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The {@link Marks} of one PBX on the disk. */
final class MarkFile {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path directory;
  private final Path file;
  private final Path part;

  MarkFile(Path directory, String pbx) {
    this.directory = directory;
    this.file = directory.resolve("records-" + pbx + ".json");
    this.part = directory.resolve("records-" + pbx + ".part");
  }

  /**
   * What was remembered last; no marks where nothing was yet.
   *
   * @throws IOException where it cannot be read
   */
  Marks load() throws IOException {
    if (Files.notExists(file)) {
      return Marks.NONE;
    }
    Marks marks = JSON.readValue(Files.readAllBytes(file), Marks.class);
    if (marks == null) {
      throw new IOException(file + " is empty");
    }
    return marks;
  }

  /** Replaces it, whole or not at all. */
  void store(Marks marks) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(marks));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    // The new name has to reach the disk too.
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
