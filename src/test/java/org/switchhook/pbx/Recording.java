package org.switchhook.pbx;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a manager user sees of a PBX, written byte for byte: the events that Asterisk broadcasts,
 * without greeting, login and responses.
 */
public final class Recording {
  private static final String END = "RecordingEnd";

  private final OutputStream out;

  private Recording(OutputStream out) {
    this.out = out;
  }

  /** Writes to a file what the user sees while something happens, to the last event of it. */
  public static void record(Pbx pbx, ManagerUser user, Path file, Runnable happening) {
    try (OutputStream out = Files.newOutputStream(file);
        Driver driver = new Driver(pbx);
        ManagerSession session =
            ManagerSession.login(pbx.amiPort(), user, new Recording(out)::write)) {
      happening.run();
      // A variable of no channel, and of the one name that the bridge's filter lets through.
      driver.send("Setvar", "Variable", "QUEUESTATUS", "Value", END);
      session.await(END, message -> message.get("Value").equals(END));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
