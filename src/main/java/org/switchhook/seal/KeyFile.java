package org.switchhook.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The file with the key: the Base64 of 32 random bytes on one line, for its owner alone. It is made
 * once and never written again: what is sealed with a key that is lost is lost.
 */
public final class KeyFile {

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final long LARGEST = 256;

  private final Path file;

  public KeyFile(Path file) {
    this.file = file;
  }

  /** The seal with this key; without one where there is none. */
  public Seal read() {
    try {
      if (Files.size(file) > LARGEST) {
        return Seal.without("the key file " + file + " is no key file: it is larger than a key");
      }
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length == SealKey.BYTES) {
        return open(key);
      }
    } catch (NoSuchFileException e) {
      return Seal.without("there is no key file " + file + "; the bridge makes one when it starts");
    } catch (IOException e) {
      return Seal.without("the key file " + file + " cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      // Its message tells a character of the key.
    }
    return Seal.without(
        "the key file "
            + file
            + " is damaged; put the right one there, or take it away and write"
            + " the secrets again");
  }

  private Seal open(byte[] key) throws IOException {
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      return Seal.without("others may read the key file " + file + ": chmod 600 " + file);
    }
    return Seal.with(new SealKey(key), file);
  }

  /** As {@link #read}, of a file that is made if it is not there. */
  public Seal readOrMake() {
    try {
      if (!Files.exists(file)) {
        make();
      }
    } catch (FileAlreadyExistsException e) {
      // Another was faster.
    } catch (IOException | UnsupportedOperationException e) {
      // The latter where a file system knows no owners or no links.
      return Seal.without("the key file " + file + " cannot be made: " + e);
    }
    return read();
  }

  /** Whole or not at all, and on the disk before anything is sealed with it. */
  private void make() throws IOException {
    byte[] key = new byte[SealKey.BYTES];
    new SecureRandom().nextBytes(key);
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path fresh =
        Files.createTempFile(directory, "key", ".new", PosixFilePermissions.asFileAttribute(OWNER));
    try {
      byte[] line =
          (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(line));
        channel.force(true);
      }
      Files.createLink(file, fresh); // Unlike a move it takes no other's place.
    } finally {
      Files.deleteIfExists(fresh);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
