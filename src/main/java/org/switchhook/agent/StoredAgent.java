package org.switchhook.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.AgentRow;

/** A row of {@code agents} as it is in the table, right or wrong. */
record StoredAgent(long id, String iface, String username, String number, String fullName) {

  static final String SELECT = "SELECT id, interface, username, number, full_name FROM agents";

  private static final String WRITE =
      "write it as the queue has it, without any blank before or after, e.g. PJSIP/1001";
  private static final int LONGEST = 128;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
  private static final Pattern INTERFACE =
      Pattern.compile("[^/:\\s]+[/:].*\\S", Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

  static StoredAgent of(ResultSet row, StatementContext context) throws SQLException {
    return new StoredAgent(
        row.getLong("id"),
        text(row.getString("interface")),
        text(row.getString("username")).strip(),
        text(row.getString("number")).strip(),
        text(row.getString("full_name")).strip());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value; // NOT NULL may have been taken off the column
  }

  /** What is wrong with it and what to write; empty when nothing. */
  String fault() {
    return Stream.of(
            fault("interface", iface),
            fault("username", username),
            fault("number", number),
            fault("full_name", fullName),
            INTERFACE.matcher(iface).matches() ? "" : "interface '" + iface + "' is none; " + WRITE)
        .filter(fault -> !fault.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String fault(String column, String value) {
    int length = value.codePointCount(0, value.length());
    if (length > LONGEST) {
      return "%s has %d characters; at most %d fit".formatted(column, length, LONGEST);
    }
    return CONTROL.matcher(value).find()
        ? column + " has a control character; write it without"
        : "";
  }

  AgentRow row() {
    return new AgentRow(iface, said(username), said(number), said(fullName));
  }

  private static @Nullable String said(String value) {
    return value.isEmpty() ? null : value;
  }
}
