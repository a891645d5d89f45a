package org.switchhook.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a file that Asterisk appends to has gained.
 *
 * @param file it may not be there yet
 * @param before its length when it began
 */
record Growth(Path file, int before) {
  /** From now on. */
  static Growth of(Path file) {
    return new Growth(file, bytes(file).length);
  }

  /** Writes what came since, be it nothing. */
  void writeTo(Path copy) throws IOException {
    byte[] now = bytes(file);
    Files.write(copy, Arrays.copyOfRange(now, before, now.length));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
