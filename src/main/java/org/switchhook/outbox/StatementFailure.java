package org.switchhook.outbox;

import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** What went wrong in a statement that was not made by JDBI, as those of JDBI fail. */
final class StatementFailure extends JdbiException {

  private static final long serialVersionUID = 1;

  StatementFailure(SQLException cause) {
    super(cause);
  }
}
