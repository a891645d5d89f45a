package org.switchhook.demo;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Moves recorded frames to another time: what Asterisk wrote as a time, and the second in each
 * uniqueid, so that every run has calls of its own.
 *
 * @param shift from the recording to now
 */
record Rebasing(Duration shift) {
  /** {@code pbx1-1795321416.12}: system name, second of the channel's creation, serial number. */
  private static final Pattern UNIQUEID =
      Pattern.compile(
          "(?m)^(\\w*(?:Uniqueid|UniqueID|Linkedid): (?:[^\r\n]*-)?)(\\d{10})(?=\\.\\d+\r?$)");

  private static final Pattern TIMESTAMP =
      Pattern.compile("(?m)^(Timestamp: )(\\d{10})\\.(\\d{6})(?=\r?$)");
  private static final Pattern SECOND =
      Pattern.compile("(?m)^((?:LoginTime|LastCall|LastPause): )(\\d{10})(?=\r?$)");
  private static final Pattern LOCAL =
      Pattern.compile(
          "(?m)^((?:Start|Answer|End)Time: )(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)(?=\r?$)");
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  String apply(String frame) {
    String moved = replace(UNIQUEID, frame, found -> second(found.group(2)));
    moved = replace(SECOND, moved, found -> second(found.group(2)));
    moved = replace(LOCAL, moved, found -> local(found.group(2)));
    return replace(TIMESTAMP, moved, found -> micros(found.group(2) + found.group(3)));
  }

  /** Keeps the first group, which is the header's name and what precedes the time. */
  private static String replace(
      Pattern pattern, String frame, Function<MatchResult, String> replacement) {
    return pattern.matcher(frame).replaceAll(found -> "$1" + replacement.apply(found));
  }

  private String second(String recorded) {
    return Long.toString(Long.parseLong(recorded) + shift.toSeconds());
  }

  private String micros(String recorded) {
    long micros = Long.parseLong(recorded) + shift.toNanos() / 1_000;
    return "%d.%06d".formatted(micros / 1_000_000, micros % 1_000_000);
  }

  private String local(String recorded) {
    return LocalDateTime.parse(recorded, LOCAL_TIME).plus(shift).format(LOCAL_TIME);
  }
}
