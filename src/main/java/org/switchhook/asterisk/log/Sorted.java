package org.switchhook.asterisk.log;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.RecordSignal;

/**
 * Records by their times, where they stand in another order: Asterisk writes all CDRs of a channel
 * when it is hung up, also those that ended before. What is further away from its place than {@link
 * #WINDOW} records keeps being late.
 */
final class Sorted<R extends RecordSignal> implements Reading<R> {

  /** Some minutes of a large PBX, some megabytes. */
  static final int WINDOW = 10_000;

  private record Numbered<R extends RecordSignal>(R record, long number) {}

  private final Reading<R> unsorted;
  private final PriorityQueue<Numbered<R>> window =
      new PriorityQueue<>(
          Comparator.comparing((Numbered<R> one) -> one.record().time())
              .thenComparing(Numbered::number));
  private long count;

  Sorted(Reading<R> unsorted) {
    this.unsorted = unsorted;
  }

  @Override
  public @Nullable R next() throws IOException {
    while (window.size() < WINDOW) {
      R next = unsorted.next();
      if (next == null) {
        break;
      }
      window.add(new Numbered<>(next, count++));
    }
    Numbered<R> first = window.poll();
    return first == null ? null : first.record();
  }

  @Override
  public boolean isWhole() {
    return unsorted.isWhole();
  }

  @Override
  public void close() throws IOException {
    unsorted.close();
  }
}
