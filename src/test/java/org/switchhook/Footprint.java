package org.switchhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process costs.
 *
 * @param cpu that it has used since it started
 * @param residentKib its memory
 */
record Footprint(Duration cpu, long residentKib) {

  /** As the kernel counts it. */
  static Footprint of(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      String resident =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .findFirst()
              .orElseThrow();
      return new Footprint(
          process.info().totalCpuDuration().orElseThrow(),
          Long.parseLong(resident.replaceAll("\\D", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In words: the CPU that each of so many calls has cost since then, and the memory now. */
  String since(Footprint before, int calls) {
    double millis = cpu.minus(before.cpu).toNanos() / 1e6 / calls;
    return "%.1f ms of CPU each, %d MiB resident".formatted(millis, residentKib / 1024);
  }
}
