package org.switchhook.outbox;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What MariaDB itself said, out of the much that the libraries above it say. */
final class MariaDbReason {

  private MariaDbReason() {}

  /** One line, as {@code error 1045: Access denied for user …}. */
  static String of(Throwable trouble) {
    SQLException sql = find(trouble);
    String message = Objects.requireNonNullElse(sql, trouble).getMessage();
    int code = sql == null ? 0 : sql.getErrorCode();
    return (code == 0 ? "" : "error " + code + ": ") + firstLine(String.valueOf(message));
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

  /** Connector/J puts the number of the connection before it, and a statement's text behind. */
  private static String firstLine(String message) {
    return message.replaceFirst("^\\(conn=\\d+\\) ", "").lines().findFirst().orElse("").strip();
  }
}
