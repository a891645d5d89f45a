package org.switchhook.asterisk.ami;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.switchhook.asterisk.ami.AmiEvent.Right;

/** The user in Asterisk's manager.conf that the bridge logs in as, with the least that it needs. */
public final class ManagerUser {

  /** What a dialplan or a manager user says to the bridge, and what `check` says to itself. */
  private static final String USER_EVENTS =
      "(%s|%s)".formatted(DispositionHeaders.NAME, FilterProbe.SHOWN);

  private ManagerUser() {}

  /** The rights to read that the user must have, as manager.conf spells them. */
  public static List<String> readRights() {
    return Arrays.stream(Right.values()).filter(r -> r != Right.NONE).map(Right::toString).toList();
  }

  /**
   * The rights to write that the user must have: `check` asks CoreSettings and sends UserEvent;
   * what an answer sets on a call goes out as Setvar and Redirect.
   */
  public static List<String> writeRights() {
    return List.of("reporting", "user", "call");
  }

  /**
   * The values of {@code eventfilter}, one a line. They are regular expressions over the whole
   * message, of which one has to match: unanchored, a caller's name could match or hide an event.
   */
  public static List<String> eventFilters() {
    return List.of(
        byName(Right.SYSTEM),
        byName(Right.CALL),
        byName(Right.AGENT),
        byHeader(AmiEvent.VAR_SET, "Variable", UsedVariable.PATTERN),
        byHeader(AmiEvent.USER_EVENT, "UserEvent", USER_EVENTS));
  }

  private static String byName(Right right) {
    return "^Event: (%s)[[:cntrl:]]".formatted(names(right));
  }

  private static String byHeader(AmiEvent event, String header, String value) {
    return "^Event: %s[[:cntrl:]].*[[:cntrl:]]%s: %s[[:cntrl:]]"
        .formatted(event.event(), header, value);
  }

  /**
   * The section of manager.conf.
   *
   * @param secret the text to stand for the password
   */
  public static String section(String secret) {
    Stream<String> head =
        Stream.of(
            "[switchhook]",
            "secret = " + secret,
            "read = " + String.join(",", readRights()),
            "write = " + String.join(",", writeRights()),
            "writetimeout = 10000",
            "displayconnects = no");
    Stream<String> filters = eventFilters().stream().map(filter -> "eventfilter = " + filter);
    return Stream.concat(head, filters).collect(joining("\n", "", "\n"));
  }

  private static String names(Right right) {
    return Arrays.stream(AmiEvent.values())
        .filter(event -> event.right() == right)
        .map(AmiEvent::event)
        .collect(joining("|"));
  }
}
