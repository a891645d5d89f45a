package org.switchhook.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.log.Cdr;
import org.switchhook.event.AgentRef;

/** Whom a call reached or rang, as it was told: an agent's interface or a number. */
record Destination(@Nullable String iface, @Nullable String number) {

  /** {@code PJSIP/1001-0000000a} is a channel of {@code PJSIP/1001}. */
  private static final Pattern CHANNEL = Pattern.compile("(([^/]+)/(.+))-[^-]+");

  static Destination of(
      @Nullable AgentRef agent, @Nullable String extension, @Nullable String number) {
    return new Destination(
        agent == null ? null : agent.iface(), extension == null ? number : extension);
  }

  /**
   * Whether a record goes there: by its other party's channel, or by what was dialled, of which a
   * prefix for the trunk may have been taken away.
   */
  boolean isIn(Cdr cdr) {
    Matcher channel = CHANNEL.matcher(cdr.destinationChannel());
    boolean known = channel.matches();
    if (known && channel.group(2).equals("Local")) {
      return true; // Behind a Local channel may be anybody.
    }
    return (known && isEndpoint(channel))
        || (iface == null && (number == null || cdr.destination().endsWith(number)));
  }

  /** Whether a record is of its own channel alone: Asterisk called it, and put it into an app. */
  boolean isItself(Cdr cdr) {
    Matcher channel = CHANNEL.matcher(cdr.channel());
    return cdr.destinationChannel().isEmpty() && channel.matches() && isEndpoint(channel);
  }

  private boolean isEndpoint(Matcher channel) {
    return iface == null ? channel.group(3).equals(number) : channel.group(1).equals(iface);
  }

  /** Whether records can show it: an agent of a pool, say, has no channel of the name. */
  boolean isDevice() {
    return iface == null || iface.contains("/");
  }

  @Override
  public String toString() {
    return String.valueOf(iface == null ? number : iface);
  }
}
