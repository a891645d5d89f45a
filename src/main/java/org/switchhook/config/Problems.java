package org.switchhook.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with one file, gathered so that an administrator mends all of it in one go. */
final class Problems {

  private record Problem(int line, String text) {}

  private final Path file;
  private final List<Problem> problems = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  /** A problem at a line; line 0 is the file as a whole. */
  void add(int line, String text) {
    problems.add(new Problem(line, text));
  }

  void throwIfAny() throws SettingsException {
    if (!problems.isEmpty()) {
      throw new SettingsException(
          problems.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(this::show)
              .toList());
    }
  }

  private String show(Problem problem) {
    String where = problem.line() == 0 ? file.toString() : file + ":" + problem.line();
    // A value is quoted in the text; it must not be able to begin a line of the log.
    return where + ": " + problem.text().replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
  }
}
