package org.switchhook.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder that holds one release of Asterisk, installed by {@code src/test/pbx/install}.
 *
 * @param root the folder, to be entered with chroot
 * @param modules Asterisk's modules, as seen from inside
 */
record Installation(Path root, Path modules) {
  static final Path HOME = Path.of("src/test/pbx");

  private static final String NEEDS_ROOT =
      "skipped, a real Asterisk needs root (chroot): run the tests as root to have it";

  /**
   * Installs what is missing, which takes about a minute once.
   *
   * @param release 22 or 16
   * @throws IllegalStateException where it cannot be installed in CI or by root; any other user's
   *     test is skipped
   */
  static Installation of(String release) {
    if (!isRoot() && !"true".equals(System.getenv("CI"))) {
      System.out.println("pbx: " + NEEDS_ROOT); // Maven counts what is skipped, and says no reason
      Assumptions.abort(NEEDS_ROOT);
    }
    List<String> lines = install(release);
    Path root = Path.of(lines.get(lines.size() - 1));
    return new Installation(root, modules(root));
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException notLinux) {
      return false;
    }
  }

  private static List<String> install(String release) {
    try {
      Process process =
          new ProcessBuilder(HOME.resolve("install").toString(), release)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      List<String> lines = process.inputReader().lines().peek(System.out::println).toList();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("src/test/pbx/install failed: " + lines);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Debian moved them below the name of the machine's architecture after release 16. */
  private static Path modules(Path root) {
    try (Stream<Path> found = Files.find(root.resolve("usr/lib"), 3, Installation::isModules)) {
      return Path.of("/").resolve(root.relativize(found.findFirst().orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isModules(Path path, BasicFileAttributes attributes) {
    return attributes.isDirectory() && path.endsWith("asterisk/modules");
  }
}
