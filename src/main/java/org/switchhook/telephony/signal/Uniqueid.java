package org.switchhook.telephony.signal;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of a channel as Asterisk makes it: {@code [systemname-]epoch.counter}. */
public final class Uniqueid {

  private static final Pattern MADE = Pattern.compile("(?:.*-)?(\\d{9,11})\\.\\d+");

  private Uniqueid() {}

  /** When its channel was made, in whole seconds; absent where a client chose the id. */
  public static Optional<Instant> createdAt(String uniqueid) {
    Matcher matcher = MADE.matcher(uniqueid);
    return matcher.matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }
}
