package org.switchhook.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What Asterisk tells of a scenario, and what it writes down of it: NAME.ami, each event that a
 * manager user sees; NAME.queue_log; NAME.cdr.csv; NAME.cel.csv. With every right it is for whoever
 * works on the model, or on the filter; with the bridge's it is a golden transcript.
 */
final class RawRecording {
  private final Pbx pbx;
  private final ManagerUser user;
  private final Path directory;

  RawRecording(Pbx pbx, ManagerUser user, Path directory) {
    this.pbx = pbx;
    this.user = user;
    this.directory = directory;
  }

  /** Plays a scenario and writes its files. */
  void record(Scenarios scenarios, String name) {
    Growth queueLog = Growth.of(pbx.queueLog());
    Growth cdr = Growth.of(pbx.cdr());
    Growth cel = Growth.of(pbx.cel());
    Recording.record(
        pbx,
        user,
        directory.resolve(name + ".ami"),
        () -> {
          scenarios.play(name);
          awaitCdrs();
        });
    try {
      queueLog.writeTo(directory.resolve(name + ".queue_log"));
      cdr.writeTo(directory.resolve(name + ".cdr.csv"));
      cel.writeTo(directory.resolve(name + ".cel.csv"));
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
