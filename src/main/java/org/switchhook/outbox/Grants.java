package org.switchhook.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The rights that the bridge needs in its tables: those of the role {@code switchhook_bridge} in
 * sql/roles.sql. Asked by EXPLAIN, which wants the rights of its statement and does not run it.
 */
final class Grants {

  private static final int NO_SUCH_TABLE = 1146;
  private static final int DENIED_FOR_TABLE = 1142;
  private static final int DENIED_FOR_COLUMN = 1143;

  private record Grant(String right, String table, String statement) {}

  private static final List<Grant> NEEDED =
      List.of(
          select("webhooks"),
          new Grant("UPDATE (enabled)", "webhooks", "UPDATE webhooks SET enabled = 1"),
          select("webhook_status"),
          insert("webhook_status"),
          update("webhook_status", "reason"),
          delete("webhook_status"),
          select("agents"),
          select("credentials"),
          new Grant(
              "UPDATE (secret, password)",
              "credentials",
              "UPDATE credentials SET secret = '', password = ''"),
          select("events"),
          insert("events"),
          delete("events"),
          select("deliveries"),
          insert("deliveries"),
          update("deliveries", "reason"),
          delete("deliveries"),
          select("attempts"),
          insert("attempts"),
          delete("attempts"),
          select("asks"),
          insert("asks"),
          delete("asks"),
          select("endpoints"),
          insert("endpoints"),
          update("endpoints", "last_failure"),
          delete("endpoints"),
          select("bridge_position"),
          insert("bridge_position"),
          update("bridge_position", "journal"));

  private final Handle handle;

  Grants(Handle handle) {
    this.handle = handle;
  }

  private static Grant select(String table) {
    return new Grant("SELECT", table, "SELECT 1 FROM " + table);
  }

  private static Grant insert(String table) {
    return new Grant("INSERT", table, "INSERT INTO " + table + " () VALUES ()");
  }

  private static Grant delete(String table) {
    return new Grant("DELETE", table, "DELETE FROM " + table);
  }

  private static Grant update(String table, String column) {
    return new Grant("UPDATE", table, "UPDATE " + table + " SET " + column + " = ''");
  }

  /** The tables that are not there, as far as the user may know. */
  List<String> missingTables() {
    return NEEDED.stream()
        .filter(grant -> fails(grant.statement(), code -> code == NO_SUCH_TABLE))
        .map(Grant::table)
        .distinct()
        .toList();
  }

  /** The rights that the user lacks, by table; a table that is not there is not named. */
  Map<String, List<String>> missing() {
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (Grant grant : NEEDED) {
      if (fails(grant.statement(), Grants::isDenied)) {
        missing.computeIfAbsent(grant.table(), table -> new ArrayList<>()).add(grant.right());
      }
    }
    return missing;
  }

  /** Whether a table is there and may be read. */
  boolean mayRead(String table) {
    return !fails("SELECT 1 FROM " + table, code -> code == NO_SUCH_TABLE || Grants.isDenied(code));
  }

  private static boolean isDenied(int code) {
    return code == DENIED_FOR_TABLE || code == DENIED_FOR_COLUMN;
  }

  /** Whether it fails for that reason. What else may be wrong is for other questions to tell. */
  private boolean fails(String statement, IntPredicate reason) {
    try {
      handle.execute("EXPLAIN " + statement);
      return false;
    } catch (JdbiException e) {
      return reason.test(MariaDbReason.code(e));
    }
  }
}
