package org.switchhook.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Directories as something that has to reach the disk too. */
final class Directories {

  private Directories() {}

  /** Makes names that were created, renamed or removed in it durable (POSIX needs it said). */
  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
