package org.switchhook.pbx;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a manager user sees of a PBX, written byte for byte: the events that Asterisk broadcasts,
 * without greeting, login and responses. It logs in again as soon as an Asterisk that went down
 * lets it.
 */
public final class Recording implements AutoCloseable {
  private static final String END = "RecordingEnd";
  private static final Duration BACK = Duration.ofSeconds(90);

  private final int port;
  private final ManagerUser user;
  private final OutputStream out;
  private volatile ManagerSession session;
  private volatile boolean over;

  private Recording(Pbx pbx, ManagerUser user, OutputStream out) {
    port = pbx.amiPort();
    this.user = user;
    this.out = out;
    session = login();
  }

  /** Writes to a file what the user sees while something happens, to the last event of it. */
  public static void record(Pbx pbx, ManagerUser user, Path file, Runnable happening) {
    try (OutputStream out = Files.newOutputStream(file);
        Recording recording = new Recording(pbx, user, out)) {
      happening.run();
      try (Driver driver = new Driver(pbx)) {
        // A variable of no channel, and of the one name that the bridge's filter lets through.
        driver.send("Setvar", "Variable", "QUEUESTATUS", "Value", END);
        recording.session.await(END, message -> message.get("Value").equals(END));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    over = true;
    session.close();
  }

  private ManagerSession login() {
    return ManagerSession.login(port, user, this::write, this::loginAgain);
  }

  private void loginAgain() {
    if (!over) {
      Await.until("login", BACK, this::tryLogin, () -> "");
    }
  }

  private boolean tryLogin() {
    try {
      session = login();
      return true;
    } catch (UncheckedIOException | IllegalStateException notYet) {
      return over;
    }
  }

  /** What is broadcast carries a Timestamp; answers to this login, FullyBooted too, do not. */
  private void write(byte[] frame) {
    String text = new String(frame, StandardCharsets.ISO_8859_1);
    boolean broadcast = text.startsWith("Event: ") && text.contains("\r\nTimestamp: ");
    if (broadcast && !text.contains("\r\nValue: " + END)) {
      try {
        out.write(frame);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
