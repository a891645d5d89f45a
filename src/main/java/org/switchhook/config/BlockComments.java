package org.switchhook.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Asterisk's {@code ;-- … --;}, which nest; one that is not closed would swallow the file. */
final class BlockComments {

  private BlockComments() {}

  /** The line of the innermost comment that is not closed; 0 where all are. */
  static int unclosed(List<String> lines) {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < lines.size(); i++) {
      scan(lines.get(i), i + 1, open);
    }
    return open.isEmpty() ? 0 : open.getFirst();
  }

  private static void scan(String line, int number, Deque<Integer> open) {
    for (int at = line.indexOf(';'); at >= 0; at = line.indexOf(';', at + 1)) {
      boolean escaped = at > 0 && line.charAt(at - 1) == '\\';
      if (escaped) {
        continue;
      }
      if (line.startsWith(";--", at) && !line.startsWith(";---", at)) {
        open.push(number);
      } else if (!open.isEmpty() && line.substring(0, at).endsWith("--")) {
        open.pop();
      } else if (open.isEmpty()) {
        return;
      }
    }
  }
}
