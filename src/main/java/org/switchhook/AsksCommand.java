package org.switchhook;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.switchhook.Listing.Column;
import org.switchhook.outbox.AskRow;
import org.switchhook.outbox.Desk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What dialplans asked, and what they got. */
@Command(
    name = "asks",
    description = "Shows what dialplans asked last, the newest last. Times are UTC.",
    mixinStandardHelpOptions = true)
final class AsksCommand implements Callable<Integer> {

  private final Listing<AskRow> listing =
      new Listing<>(
          List.of(
              new Column<>("time", 19, row -> Listing.TIME.format(row.startedAt())),
              new Column<>("webhook", 16, AskRow::webhook),
              new Column<>("call", 24, AskRow::call),
              new Column<>("outcome", 12, AskRow::outcome),
              new Column<>("code", 4, row -> Objects.toString(row.status(), "-")),
              new Column<>("ms", 6, row -> Long.toString(row.durationMs()))),
          row -> row.error().isEmpty() ? List.of() : List.of(row.error()));

  @Mixin private final DeskSettings settings = new DeskSettings();
  @Mixin private final Limit limit = new Limit();

  @Option(
      names = "--webhook",
      paramLabel = "WEBHOOK",
      description = "Of this one: its id, or its name where no other row has the same")
  private @Nullable String webhook;

  @Option(names = "--failed", description = "Those alone that did not turn out OK")
  private boolean failed;

  @Option(names = "--json", description = "One JSON object a line")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    int rows = limit.rows();
    return settings.use(desk -> show(desk, rows));
  }

  private int show(Desk desk, int rows) {
    Long id = webhook == null ? null : Long.valueOf(desk.webhooks().find(webhook));
    listing.print(desk.asks().newest(id, failed, rows), json, true, spec.commandLine().getOut());
    return 0;
  }
}
