package org.switchhook.asterisk.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one log: the one that has its name, and those beside it that it was rotated to, by
 * Asterisk ({@code .0}, the highest or the lowest number being the newest; {@code .1795321599}) or
 * logrotate ({@code .1}, {@code -20261122}, packed or not).
 */
final class LogParts {

  /** What does not begin with a digit is somebody's copy, whose lines would come twice. */
  private static final String SUFFIX = "[.-]\\d[\\d.-]*(\\.[A-Za-z0-9]+)?";

  private LogParts() {}

  /** By when they were written to last, as their names do not tell; the current one at the end. */
  static List<LogPart> of(Path path) throws IOException {
    List<LogPart> parts = new ArrayList<>();
    for (Path rotated : rotated(path)) {
      add(rotated, parts);
    }
    parts.sort(Comparator.comparing(LogPart::modified));
    add(path, parts);
    return parts;
  }

  private static void add(Path path, List<LogPart> parts) throws IOException {
    try {
      parts.add(LogPart.of(path));
    } catch (NoSuchFileException e) {
      // Renamed again since the directory was read, or not made yet.
    }
  }

  private static List<Path> rotated(Path path) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null) {
      return List.of();
    }
    Pattern name = Pattern.compile(Pattern.quote(String.valueOf(path.getFileName())) + SUFFIX);
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> name.matcher(String.valueOf(file.getFileName())).matches())
          .filter(file -> !isBeingPacked(file))
          .toList();
    }
  }

  /** The file itself goes away only once the packed one is whole. */
  private static boolean isBeingPacked(Path file) {
    String name = file.toString();
    return name.endsWith(LogPart.GZIP)
        && Files.exists(Path.of(name.substring(0, name.length() - LogPart.GZIP.length())));
  }
}
