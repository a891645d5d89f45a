package org.switchhook.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * All that Asterisk tells of a scenario: NAME.ami, each event that a manager user with every right
 * sees; NAME.queue_log; NAME.cdr.csv. For whoever works on the model, or on the filter.
 */
final class RawRecording {
  private final Pbx pbx;
  private final Path directory;

  RawRecording(Pbx pbx, Path directory) {
    this.pbx = pbx;
    this.directory = directory;
  }

  /** Plays a scenario and writes its three files. */
  void record(Scenarios scenarios, String name) {
    Growth queueLog = Growth.of(pbx.queueLog());
    Growth cdr = Growth.of(pbx.cdr());
    Recording.record(
        pbx,
        ManagerUser.DRIVER,
        directory.resolve(name + ".ami"),
        () -> {
          scenarios.play(name);
          awaitCdrs();
        });
    try {
      queueLog.writeTo(directory.resolve(name + ".queue_log"));
      cdr.writeTo(directory.resolve(name + ".cdr.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last rows can come after the last Hangup. */
  private void awaitCdrs() {
    Await.until(
        "CDRs", Await.DEADLINE, () -> pbx.cli("cdr show active").endsWith("Duration"), () -> "");
  }
}
