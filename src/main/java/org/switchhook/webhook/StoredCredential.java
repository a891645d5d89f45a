package org.switchhook.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Secret;

/** A row of {@code credentials} as it is in the table, right or wrong. */
record StoredCredential(long id, String name, String type, Secret secret) {

  static final String SELECT = "SELECT id, name, type, secret FROM credentials ORDER BY id";

  static StoredCredential of(ResultSet row, StatementContext context) throws SQLException {
    return new StoredCredential(
        row.getLong("id"),
        text(row.getString("name")).strip(),
        text(row.getString("type")).strip(),
        new Secret(text(row.getString("secret"))));
  }

  /**
   * What it signs with.
   *
   * @throws IllegalArgumentException when it cannot be used, saying why without any part of it
   */
  SigningKeys signingKeys() {
    if (!type.equalsIgnoreCase("signing")) {
      throw new IllegalArgumentException("type is unknown; write signing");
    }
    return SigningKeys.of(secret);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value; // NOT NULL may have been taken off the column
  }
}
