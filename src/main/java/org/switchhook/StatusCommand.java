package org.switchhook;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.switchhook.Listing.Column;
import org.switchhook.StatusReport.InDatabase;
import org.switchhook.event.BridgeDetail.Unresolved;
import org.switchhook.outbox.GapRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is asked first: is the bridge well, and what did it not hear. */
@Command(
    name = "status",
    description = {
      "Shows how the bridge stands: its PBXs, its journal, what waits, and the gaps of the last days.",
      "Times are UTC. Exit status 0 if all is well, else 1."
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  private static final int MOST = 3650;

  private static final Listing<GapRow> GAPS =
      new Listing<>(
          List.of(
              new Column<>("from", 19, gap -> Listing.TIME.format(gap.from())),
              new Column<>("to", 19, gap -> Listing.TIME.format(gap.to())),
              new Column<>("time", 4, gap -> WebhooksCommand.span(length(gap))),
              new Column<>("pbx", 8, GapRow::pbx),
              new Column<>("cause", 15, gap -> word(gap.cause())),
              new Column<>("state", 9, gap -> gap.recovered() ? "recovered" : "open"),
              new Column<>("calls", 5, gap -> gap.recovered() ? "" + gap.calls() : "-"),
              new Column<>("events", 6, gap -> gap.recovered() ? "" + gap.events() : "-")),
          StatusCommand::details);

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "The gaps of so many days, 1 to 3650; default: ${DEFAULT-VALUE}")
  private int days = 7;

  @Option(names = "--json", description = "All of it as one JSON object")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() throws Exception {
    if (days < 1 || days > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--days %d: write 1 to %d".formatted(days, MOST));
    }
    Instant now = clock.instant();
    StatusReport report = StatusReport.of(settings.read(), now.minus(Duration.ofDays(days)));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Listing.json(report));
    } else {
      StatusLines.of(report, now).lines().forEach(out::println);
      gaps(report.database(), out);
    }
    out.flush();
    return report.isWell() ? 0 : 1;
  }

  private void gaps(@Nullable InDatabase database, PrintWriter out) {
    if (database == null) {
      return;
    }
    out.println();
    String of = days == 1 ? "the last day" : "the last " + days + " days";
    if (database.gaps().isEmpty()) {
      out.println("no gaps in " + of);
    } else {
      out.println("gaps of " + of + ":");
      GAPS.print(database.gaps(), false, true, out);
    }
  }

  private static Duration length(GapRow gap) {
    return Duration.ofMillis(gap.lengthMs());
  }

  private static List<String> details(GapRow gap) {
    String unresolved =
        gap.unresolved().stream().map(StatusCommand::words).collect(Collectors.joining(", "));
    return unresolved.isEmpty() ? List.of() : List.of("unresolved: " + unresolved);
  }

  /** What is of no call concerns all of them. */
  private static String words(Unresolved one) {
    String of = one.count() == 1 ? " of 1 call" : " of " + one.count() + " calls";
    return word(one.what()) + (one.count() == 0 ? "" : of);
  }

  private static String word(@Nullable Enum<?> one) {
    return one == null ? "-" : one.name().toLowerCase(Locale.ROOT);
  }
}
