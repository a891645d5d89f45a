package org.switchhook;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.switchhook.outbox.DeadLetters.Found;
import org.switchhook.outbox.Desk;
import org.switchhook.outbox.Selection;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say which dead letters are meant. */
final class Letters {

  private static final Duration SAY = Duration.ofSeconds(1);

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Deliveries by id, as `switchhook deliveries` shows them")
  private List<Long> ids = List.of();

  @Mixin private final Filters filters = new Filters();

  @Option(names = "--all", description = "All dead letters")
  private boolean all;

  /**
   * Those meant.
   *
   * @throws IllegalArgumentException when nothing is said, or too much
   */
  Found find(Desk desk) {
    Selection selection = filters.selection(desk, List.copyOf(ids));
    if (selection.isAll() != all) {
      throw new IllegalArgumentException(
          all
              ? "--all leaves nothing to choose: leave it out, or the rest"
              : "which? write ids, --webhook, --event, --call, --from, --to, or --all");
    }
    return desk.deadLetters().find(selection);
  }

  /** Tells how far a long work has come. */
  static IntConsumer progress(String done, int all, PrintWriter err) {
    long[] saidAt = {System.nanoTime() - SAY.toNanos()};
    return count -> {
      long now = System.nanoTime();
      if (count < all && now - saidAt[0] >= SAY.toNanos()) {
        err.println("%s: %d of %d".formatted(done, count, all));
        err.flush();
        saidAt[0] = now;
      }
    };
  }
}
