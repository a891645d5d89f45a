package org.switchhook.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One {@code [section]} and its keys.
 *
 * <p>A key that is missing or wrong becomes a problem and reads as its default, so that the reading
 * goes on to find the other problems.
 */
final class Section {

  /** A value and where it stands. */
  record Entry(String value, int line) {}

  private final String name;
  private final int line;
  private final Problems problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  Section(String name, int line, Problems problems) {
    this.name = name;
    this.line = line;
    this.problems = problems;
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  void put(String key, String value, int at) {
    Entry earlier = entries.putIfAbsent(key, new Entry(value, at));
    if (earlier != null) {
      problems.add(at, key + " is there since line " + earlier.line() + ": keep one of them");
    }
  }

  @Nullable Entry entry(String key) {
    return entries.get(key);
  }

  void problem(int at, String text) {
    problems.add(at, text);
  }

  /** Every key that is not one of those is a problem. */
  void allow(Set<String> known) {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            problem(
                entry.line(),
                key + " is unknown in [" + name + "]: it has " + String.join(", ", known));
          }
        });
  }

  /**
   * The value of a key, or null where it is absent or wrong.
   *
   * @param reading throws IllegalArgumentException with what to write instead
   */
  <T> @Nullable T find(String key, Function<String, T> reading) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    if (entry.value().isEmpty()) {
      problem(entry.line(), key + " has no value: write one, or take the line out");
      return null;
    }
    try {
      return reading.apply(entry.value());
    } catch (IllegalArgumentException e) {
      problem(entry.line(), key + " = " + masked(entry.value()) + ": " + e.getMessage());
      return null;
    }
  }

  /** As {@link #find}, with a default. */
  <T> T get(String key, T otherwise, Function<String, T> reading) {
    T value = find(key, reading);
    return value == null ? otherwise : value;
  }

  /** As {@link #get}, of what {@code off} switches off: null then. */
  <T> @Nullable T getOrOff(String key, @Nullable T otherwise, Function<String, T> reading) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return otherwise;
    }
    return entry.value().equalsIgnoreCase("off") ? null : find(key, reading);
  }

  /** As {@link #get}, of a key that has to be there. */
  <T> T require(String key, T instead, Function<String, T> reading) {
    if (!entries.containsKey(key)) {
      problem(line, "[" + name + "] has no " + key + ": write " + key + " = …");
    }
    return get(key, instead, reading);
  }

  /** A password has no place in an address; who puts it there must not see it in the log. */
  private static String masked(String value) {
    return value.replaceAll("(?i)(password=)[^&]*", "$1***").replaceAll("://.*@", "://***@");
  }
}
