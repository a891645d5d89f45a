package org.switchhook.asterisk.command;

import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be set on a call that waits.
 *
 * @param uniqueid of the caller's channel
 * @param rank of whoever wants it
 * @param priority in its queue; absent: as it is
 * @param queue it is to wait there; absent: where it is
 * @param agent whom to try first; absent: nobody
 */
public record Setting(
    String uniqueid,
    Rank rank,
    @Nullable Integer priority,
    @Nullable String queue,
    @Nullable Agent agent) {

  /** Whether there is something to do. */
  public boolean isNothing() {
    return priority == null && queue == null && agent == null;
  }

  /**
   * An agent as somebody names one.
   *
   * @param name of the member or interface, or its number
   * @param interfaces that are known to be the agent's
   */
  public record Agent(String name, Set<String> interfaces) {}

  /**
   * Who comes before whom: a later event of the call, then the webhook with the lower ordinal.
   *
   * @param sequence of the event in its call
   */
  public record Rank(long sequence, long ordinal, long webhook) implements Comparable<Rank> {

    private static final Comparator<Rank> ORDER =
        Comparator.comparingLong((Rank rank) -> -rank.sequence())
            .thenComparingLong(Rank::ordinal)
            .thenComparingLong(Rank::webhook);

    @Override
    public int compareTo(Rank other) {
      return ORDER.compare(this, other);
    }

    /** As a channel bears it. */
    String text() {
      return sequence + " " + ordinal + " " + webhook;
    }

    /** Of a text that is none, nothing. */
    static @Nullable Rank of(String text) {
      if (!text.matches("\\d{1,18} -?\\d{1,18} \\d{1,18}")) {
        return null;
      }
      String[] numbers = text.split(" ");
      return new Rank(
          Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }
  }
}
