package org.switchhook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The CPU time that this machine spends on others than this process and those that it has started,
 * from now on: where it is much, the figures are not those of the program.
 */
final class OtherWork {

  private static final double TICKS_A_SECOND = 100;
  private static final int IDLE = 4;
  private static final int IOWAIT = 5;
  private static final int STEAL = 8;

  private final long startNanos = System.nanoTime();
  private final double before;

  private OtherWork(double before) {
    this.before = before;
  }

  static OtherWork fromNow() throws IOException {
    return new OtherWork(seconds());
  }

  /** How many cores it has kept busy since. */
  double cores() throws IOException {
    return Math.max(0, (seconds() - before) / ((System.nanoTime() - startNanos) / 1e9));
  }

  private static double seconds() throws IOException {
    String[] all = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
    long ticks = 0;
    for (int i = 1; i <= STEAL; i++) {
      ticks += i == IDLE || i == IOWAIT ? 0 : Long.parseLong(all[i]);
    }
    ProcessHandle me = ProcessHandle.current();
    Duration ours =
        Stream.concat(Stream.of(me), me.descendants())
            .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
            .reduce(Duration.ZERO, Duration::plus);
    return ticks / TICKS_A_SECOND - ours.toNanos() / 1e9;
  }
}
