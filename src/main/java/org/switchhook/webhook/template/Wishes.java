package org.switchhook.webhook.template;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer sets on a call. Names are such that a dialplan takes them for one argument and
 * nothing else, whoever wrote the answer.
 *
 * @param priority in its queue, -1000000 to 1000000; absent: as it is
 * @param queue it is to wait there; absent: where it is
 * @param preferredAgent username, name or interface of the agent to be tried first; absent: none
 */
public record Wishes(
    @Nullable Integer priority, @Nullable String queue, @Nullable String preferredAgent) {

  /** The answer sets nothing. */
  public static final Wishes NONE = new Wishes(null, null, null);

  private static final int MOST = 1_000_000;
  private static final int LONGEST_NUMBER = 8;

  /**
   * As queues.conf may have them, and interfaces, {@code Local/5001@agents/n}: no comma, quote,
   * bracket, {@code $}, {@code &} or control character.
   */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}_.@+/:<>#*=!-][\\p{L}\\p{N} _.@+/:<>#*=!-]*");

  private static final int LONGEST_NAME = 128;

  public boolean isNothing() {
    return equals(NONE);
  }

  /**
   * A priority.
   *
   * @throws IllegalArgumentException when it is none
   */
  static int priority(String text) {
    String number = text.strip();
    if (number.length() > LONGEST_NUMBER
        || !number.matches("[+-]?[0-9]+")
        || Math.abs(Integer.parseInt(number)) > MOST) {
      throw new IllegalArgumentException(
          "is no priority: it has to be an integer from -%d to %d".formatted(MOST, MOST));
    }
    return Integer.parseInt(number);
  }

  /**
   * The name of a queue or an agent.
   *
   * @throws IllegalArgumentException when it is none
   */
  static String name(String text) {
    String name = text.strip();
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "is no name: it has to have 1 to %d letters, digits, blanks and _.@+/:<>#*=!-"
              .formatted(LONGEST_NAME));
    }
    return name;
  }
}
