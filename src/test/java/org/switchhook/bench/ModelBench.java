package org.switchhook.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * What an event that passes the filter costs from its bytes to what is told of it (frame, signal,
 * model), with few calls open and with many, in turns; and what an open call holds of the heap. The
 * CPU of the whole process counts, with the garbage collector's part.
 */
public final class ModelBench {

  private static final int FEW = 10;
  private static final int MANY = 10_000;
  private static final int EVENTS = 100_000;
  private static final int ROUNDS = 9;
  private static final int WARM_UPS = 5;

  private ModelBench() {}

  public static void main(String[] args) throws IOException {
    Traffic few = new Traffic(FEW);
    few.micros(EVENTS);
    Traffic many = new Traffic(MANY);
    long without = heap();
    // All who call are somewhere in a call then.
    many.micros(20 * MANY);
    long bytes = (heap() - without) / many.openCalls();
    print("an open call holds %d bytes (%d calls are open)", bytes, many.openCalls());
    double[] ofFew = new double[ROUNDS];
    double[] ofMany = new double[ROUNDS];
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      double one = few.micros(EVENTS);
      double other = many.micros(EVENTS);
      if (round >= 0) {
        ofFew[round] = one;
        ofMany[round] = other;
        print("round %d: %d open %.2f us, %d open %.2f us", round + 1, FEW, one, MANY, other);
      }
    }
    report(median(ofFew), median(ofMany), bytes, few.told() + many.told());
  }

  private static void report(double few, double many, long bytes, long told) {
    print("medians of %d rounds of %d events each; %d were told", ROUNDS, EVENTS, told);
    print(
        "{\"bench\":\"model\",\"us_per_event\":%.2f,\"us_per_event_10_calls\":%.2f,"
            + "\"ratio\":%.2f,\"bytes_per_call\":%d,\"calls\":%d}",
        many, few, many / few, bytes, MANY);
  }

  /** What the heap holds once all that nobody needs is gone. */
  private static long heap() {
    long used = Long.MAX_VALUE;
    long before;
    do {
      before = used;
      System.gc();
      used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    } while (used < before);
    return before;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
