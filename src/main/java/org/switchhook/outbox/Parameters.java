package org.switchhook.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The parameters of a statement, one after the other. */
final class Parameters {

  private final PreparedStatement statement;
  private int set;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  Parameters add(@Nullable Object value) throws SQLException {
    statement.setObject(++set, value);
    return this;
  }
}
