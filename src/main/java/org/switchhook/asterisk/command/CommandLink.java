package org.switchhook.asterisk.command;

import java.io.IOException;
import java.time.Duration;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.PbxSettings;

/**
 * The login for commands at one PBX, beside the one on which its events come: made when the first
 * is sent, and anew after it was lost. A PBX that could not be reached is left alone for a while,
 * so that those who wait for it do not wait one behind the other.
 */
final class CommandLink implements AutoCloseable {

  private static final Duration LOGIN = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofSeconds(5);

  private final PbxSettings pbx;
  private @Nullable CheckedConnection connection;
  private String trouble = "";
  private long restUntilNanos;
  private boolean closed;

  CommandLink(PbxSettings pbx) {
    this.pbx = pbx;
  }

  /**
   * One that is logged in.
   *
   * @throws IOException when there is none now; the message says why
   */
  synchronized CheckedConnection connection() throws IOException {
    CheckedConnection known = connection;
    if (known != null && known.isUp()) {
      return known;
    }
    drop();
    if (closed || (!trouble.isEmpty() && System.nanoTime() - restUntilNanos < 0)) {
      throw new IOException(closed ? "the bridge stops" : trouble);
    }
    return open();
  }

  private CheckedConnection open() throws IOException {
    CheckedConnection fresh = new CheckedConnection(pbx, LOGIN);
    connection = fresh;
    try {
      fresh.login("off");
      trouble = "";
      return fresh;
    } catch (IOException | AuthenticationFailedException | TimeoutException e) {
      drop();
      trouble = "%s cannot be reached: %s".formatted(pbx.name(), e.getMessage());
      restUntilNanos = System.nanoTime() + REST.toNanos();
      throw new IOException(trouble, e);
    }
  }

  /** It did not answer: the next one gets another. */
  synchronized void abandon(CheckedConnection silent) {
    if (silent.equals(connection)) {
      drop();
    }
  }

  private void drop() {
    CheckedConnection old = connection;
    connection = null;
    if (old != null) {
      old.end();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    drop();
  }
}
