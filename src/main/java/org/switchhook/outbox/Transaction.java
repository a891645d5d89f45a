package org.switchhook.outbox;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All or nothing, by {@link Database#transactions}, whose connections do not commit by themselves.
 */
final class Transaction {

  private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

  /** As often a transaction that MariaDB chose as the victim of a deadlock is run again. */
  private static final int DEADLOCKS = 5;

  private static final int DEADLOCK = 1213;

  private Transaction() {}

  /** Runs it, and again where it was the victim of a deadlock. */
  static <R, X extends Exception> R run(Jdbi transactions, HandleCallback<R, X> work) throws X {
    for (int left = DEADLOCKS; ; left--) {
      try {
        return transactions.withHandle(handle -> commit(handle, work));
      } catch (JdbiException e) {
        if (MariaDbReason.code(e) != DEADLOCK || left == 0) {
          throw e;
        }
      }
    }
  }

  private static <R, X extends Exception> R commit(Handle handle, HandleCallback<R, X> work)
      throws X {
    boolean done = false;
    try {
      R result = work.withHandle(handle);
      handle.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback(handle);
      }
    }
  }

  /** Where that fails too, the connection is gone, and with it all that was not committed. */
  private static void rollback(Handle handle) {
    try {
      handle.rollback();
    } catch (JdbiException e) {
      LOG.debug("not rolled back: {}", e.toString());
    }
  }
}
