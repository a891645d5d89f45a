package org.switchhook.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.asteriskjava.config.ConfigElement;
import org.asteriskjava.config.ConfigFileReader;
import org.asteriskjava.config.ConfigParseException;
import org.asteriskjava.config.ConfigVariable;
import org.jspecify.annotations.Nullable;

/**
 * A file in Asterisk's style, cut into sections by asterisk-java's reader.
 *
 * <p>That reader keeps silent about a file that is not there, a section that stands twice, an
 * unclosed comment and an {@code #include}; here each of them is a problem with its line.
 */
final class ConfFile extends ConfigFileReader {

  /** What asterisk-java's reader has room for in a line, its end included. */
  private static final int LONGEST_LINE = 8191;

  private final Problems problems;
  private final List<String> lines;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private @Nullable Section current;

  private ConfFile(List<String> lines, Problems problems) {
    this.lines = lines;
    this.problems = problems;
  }

  /** The sections in the order of the file. */
  static List<Section> read(Path file, Problems problems) {
    List<String> lines = lines(file, problems);
    ConfFile reader = new ConfFile(lines, problems);
    if (reader.isReadable()) {
      reader.readFile(file.toString());
    }
    return List.copyOf(reader.sections.values());
  }

  private static List<String> lines(Path file, Problems problems) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      problems.add(0, "there is no such file: give the right one with -c FILE");
    } catch (CharacterCodingException e) {
      problems.add(0, "is not UTF-8: save it as UTF-8");
    } catch (AccessDeniedException e) {
      problems.add(0, "this user may not read it: run it as root or as switchhook");
    } catch (IOException e) {
      problems.add(0, "cannot be read (" + e + ")");
    }
    return List.of();
  }

  /** Whether asterisk-java's reader will come to the end of it with nothing left out. */
  private boolean isReadable() {
    if (lines.isEmpty()) {
      return false;
    }
    if (lines.get(0).startsWith("\uFEFF")) {
      problems.add(1, "the file begins with a byte order mark: save it as UTF-8 without one");
      return false;
    }
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).length() > LONGEST_LINE) {
        problems.add(i + 1, "the line is longer than " + LONGEST_LINE + " characters");
        return false;
      }
    }
    int open = BlockComments.unclosed(lines);
    if (open > 0) {
      problems.add(open, "the comment that ;-- begins here is not closed: write --; after it");
    }
    return open == 0;
  }

  @Override
  protected @Nullable ConfigElement processTextLine(String file, int number, String line) {
    if (line.startsWith("#")) {
      problems.add(number, line + ": #include and #exec are not read here: write the keys out");
    } else if (line.startsWith("[")) {
      beginSection(number, line);
    } else {
      refuseCut(number, line);
      addEntry(file, number, line);
    }
    // The caller keeps comments on the element, which nobody here asks for again.
    return new ConfigVariable(file, number, "", "");
  }

  private void beginSection(int number, String line) {
    int end = line.indexOf(']');
    String name = end < 0 ? "" : line.substring(1, end).strip();
    current = new Section(name, number, problems);
    if (name.isEmpty() || end != line.length() - 1) {
      problems.add(
          number,
          line + ": write [name] alone on the line; templates as [name](base) are not read");
      return;
    }
    Section earlier = sections.putIfAbsent(name.toLowerCase(Locale.ROOT), current);
    if (earlier != null) {
      problems.add(
          number, "[" + name + "] is there since line " + earlier.line() + ": put all in one");
    }
  }

  /** A {@code ;} cuts a value; right behind a character it was hardly meant as a comment. */
  private void refuseCut(int number, String line) {
    String raw = lines.get(number - 1);
    if (raw.contains(line + ";")) {
      problems.add(
          number,
          "a ; begins a comment: write \\; where the value has one, or a blank before a comment");
    }
  }

  private void addEntry(String file, int number, String line) {
    if (current == null) {
      problems.add(number, "a key stands before the first section: write a [section] above it");
      return;
    }
    try {
      ConfigVariable variable = parseVariable(file, number, line);
      // Asterisk takes the backslash away, asterisk-java leaves it.
      String value = variable.getValue().replace("\\;", ";");
      current.put(variable.getName().toLowerCase(Locale.ROOT), value, number);
    } catch (ConfigParseException e) {
      problems.add(number, "there is no = in the line: write key = value");
    }
  }
}
