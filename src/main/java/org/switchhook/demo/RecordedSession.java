package org.switchhook.demo;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The events that a real Asterisk sent over its manager interface, with their times.
 *
 * @param frames in the order in which they came, at least one
 */
public record RecordedSession(List<Frame> frames) {
  private static final String SHIPPED = "/demo/session.ami";
  private static final Pattern TIMESTAMP =
      Pattern.compile("^Timestamp: (\\d{1,10}\\.\\d{6})\r?$", Pattern.MULTILINE);

  /**
   * One event as it came over the wire, the empty line that ends it included.
   *
   * @param time of its Timestamp
   */
  public record Frame(String text, Instant time) {}

  /** Half a minute of a small contact centre on Asterisk 22, which comes with Switchhook. */
  public static RecordedSession shipped() throws IOException {
    try (InputStream in = RecordedSession.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IOException("not in this jar: " + SHIPPED);
      }
      return parse(SHIPPED, in.readAllBytes());
    }
  }

  /** Reads a recorded AMI stream. */
  public static RecordedSession read(Path file) throws IOException {
    return parse(file.toString(), Files.readAllBytes(file));
  }

  private static RecordedSession parse(String name, byte[] stream) throws IOException {
    // One character for one byte: what was recorded goes out again as it is.
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    List<Frame> frames = new ArrayList<>();
    for (String frame : text.split("\r\n\r\n", -1)) {
      // Responses are not replayed, nor is the FullyBooted of the recording's own login, which has
      // no Timestamp.
      Matcher timestamp = TIMESTAMP.matcher(frame);
      if (frame.startsWith("Event: ") && timestamp.find()) {
        frames.add(new Frame(frame + "\r\n\r\n", time(timestamp.group(1))));
      }
    }
    if (frames.isEmpty()) {
      throw new IOException(
          name
              + " has no event with a Timestamp; record with timestampevents = yes in manager.conf");
    }
    return new RecordedSession(List.copyOf(frames));
  }

  private static Instant time(String timestamp) {
    return Instant.EPOCH.plus(
        Duration.ofNanos(new BigDecimal(timestamp).movePointRight(9).longValueExact()));
  }

  Instant startedAt() {
    return frames.get(0).time();
  }

  Instant endedAt() {
    return frames.get(frames.size() - 1).time();
  }
}
