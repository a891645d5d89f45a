package org.switchhook.telephony.signal;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of a channel as Asterisk makes it: {@code [systemname-]epoch.counter}. */
public final class Uniqueid {

  private static final Pattern MADE = Pattern.compile("(?:.*-)?(\\d{9,11})\\.(\\d{1,18})");

  private Uniqueid() {}

  /** When its channel was made, in whole seconds; absent where a client chose the id. */
  public static Optional<Instant> createdAt(String uniqueid) {
    Matcher matcher = MADE.matcher(uniqueid);
    return matcher.matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  /** Whether its channel was made before the other's; false where a client chose one of the ids. */
  public static boolean isOlder(String uniqueid, String other) {
    Matcher one = MADE.matcher(uniqueid);
    Matcher two = MADE.matcher(other);
    if (!one.matches() || !two.matches()) {
      return false;
    }
    long first = Long.parseLong(one.group(1));
    long second = Long.parseLong(two.group(1));
    return first < second
        || (first == second && Long.parseLong(one.group(2)) < Long.parseLong(two.group(2)));
  }
}
