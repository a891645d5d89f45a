package org.switchhook.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where the journal is or is going to be, looked at from outside: nothing is made or changed.
 *
 * @param path of the directory, which need not be there yet
 */
public record JournalDirectory(Path path) {

  /** The bridge that has it holds a lock on this file in it. */
  static final String LOCK = "lock";

  /** Why this user's bridge could not use it, and what to do; empty where it could. */
  public String problem() {
    Path there = path;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return there + " is no directory";
    }
    if (!Files.isWritable(there) || !Files.isExecutable(there) || !isOurs(path.resolve(LOCK))) {
      return "%s is not writable for %s: chown it to the user of the service, and run as that user"
          .formatted(there, System.getProperty("user.name"));
    }
    return "";
  }

  private static boolean isOurs(Path file) {
    return !Files.exists(file) || Files.isWritable(file);
  }

  /** Whether a bridge is running on it. */
  public boolean isInUse() throws IOException {
    Path lock = path.resolve(LOCK);
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return !Journal.locked(file);
    }
  }
}
