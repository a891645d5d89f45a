package org.switchhook;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One line for each thing that must be right, in the order in which they were looked at. */
final class Findings {

  private final List<String> lines = new ArrayList<>();
  private boolean right = true;

  /** It is right. */
  void ok(String what) {
    lines.add("ok    " + line(what));
  }

  /** It is not: what is wrong, and what to do. */
  void todo(String what, String why) {
    right = false;
    lines.add("todo  " + line(what) + ": " + line(why));
  }

  /** One {@code todo} for each fault, and the {@code ok} where there is none. */
  void each(String what, Collection<String> faults, String otherwise) {
    faults.forEach(fault -> todo(what, fault));
    if (faults.isEmpty()) {
      ok(what + (otherwise.isEmpty() ? "" : ": " + otherwise));
    }
  }

  /** Those of another, behind these. */
  void add(Findings others) {
    lines.addAll(others.lines);
    right &= others.right;
  }

  /** Whether all of it is right. */
  boolean areRight() {
    return right;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  void print(PrintStream out) {
    lines.forEach(out::println);
    out.flush();
  }

  /** What others say (a PBX, a database, a row) cannot begin a line. */
  private static String line(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
  }
}
