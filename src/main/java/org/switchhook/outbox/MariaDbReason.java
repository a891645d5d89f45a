package org.switchhook.outbox;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What MariaDB itself said, out of the much that the libraries above it say. */
final class MariaDbReason {

  private static final int LONGEST = 300;

  /** For a database, a table, a column, an administrator's right, a routine. */
  private static final Set<Integer> DENIALS = Set.of(1044, 1142, 1143, 1227, 1370);

  private static final Set<String> REFUSALS = Set.of("22", "23", "45");

  private MariaDbReason() {}

  /** One line, as {@code error 1045: Access denied for user …}. */
  static String of(Throwable trouble) {
    SQLException sql = find(trouble);
    if (sql == null) {
      return cut(String.valueOf(trouble.getMessage()).replaceAll("\\s+", " "));
    }
    // Connector/J puts the number of the connection before it, and a statement's text behind.
    String message = String.valueOf(sql.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
    int code = sql.getErrorCode();
    return cut((code == 0 ? "" : "error " + code + ": ") + message.lines().findFirst().orElse(""));
  }

  /** Whether it is that a user may not do it. */
  static boolean isDenial(Throwable trouble) {
    return DENIALS.contains(code(trouble));
  }

  /**
   * Whether the values that were to be written are what it does not want (SQLState: data exception,
   * integrity, a trigger's own word): the same would be refused again.
   */
  static boolean isRefusal(Throwable trouble) {
    SQLException sql = find(trouble);
    String state = sql == null ? null : sql.getSQLState();
    return state != null && REFUSALS.stream().anyMatch(state::startsWith);
  }

  private static String cut(String line) {
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line.strip();
  }

  /** The number of MariaDB's error; 0 where it comes from elsewhere. */
  static int code(Throwable trouble) {
    SQLException sql = find(trouble);
    return sql == null ? 0 : sql.getErrorCode();
  }

  private static @Nullable SQLException find(Throwable trouble) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
