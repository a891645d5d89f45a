package org.switchhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.switchhook.Listing.Column;
import org.switchhook.outbox.WebhookList;
import org.switchhook.outbox.WebhookStanding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How each webhook stands. */
@Command(
    name = "webhooks",
    description = {
      "Shows each row of the table webhooks: what the bridge makes of it, how its endpoint answers,",
      "what waits and what is dead."
    },
    mixinStandardHelpOptions = true)
final class WebhooksCommand implements Callable<Integer> {

  /** Rows that nobody has filled in are many, and their reason is seen. */
  private static final String UNUSED = "url is empty";

  private final Listing<WebhookStanding> listing =
      new Listing<>(
          List.of(
              new Column<>("id", 4, row -> Long.toString(row.id())),
              new Column<>("name", 15, WebhookStanding::name),
              new Column<>("event", 17, WebhookStanding::event),
              new Column<>("state", 11, row -> row.state().isEmpty() ? "new" : row.state()),
              new Column<>("breaker", 9, row -> row.breaker().isEmpty() ? "-" : row.breaker()),
              new Column<>("success", 7, row -> ago(row.lastSuccessAt())),
              new Column<>("failed", 6, row -> Integer.toString(row.failures())),
              new Column<>("waiting", 7, row -> Long.toString(row.waiting())),
              new Column<>("dead", 6, row -> Long.toString(row.dead()))),
          WebhooksCommand::details);

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Option(names = "--json", description = "One JSON object a line")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() throws Exception {
    List<WebhookStanding> rows =
        settings.use(
            desk -> {
              WebhookList webhooks = desk.webhooks();
              return webhooks.all();
            });
    listing.print(rows, json, true, spec.commandLine().getOut());
    return 0;
  }

  private static List<String> details(WebhookStanding row) {
    List<String> lines = new ArrayList<>();
    if (!row.reason().isEmpty() && !row.reason().equals(UNUSED)) {
      lines.add(row.reason());
    }
    if (row.failures() > 0) {
      lines.add("last failure: " + row.lastFailure());
    }
    return lines;
  }

  private String ago(@Nullable Instant time) {
    return time == null ? "-" : span(Duration.between(time, clock.instant()));
  }

  /** As {@code 12s}, {@code 3m}, {@code 5h}, {@code 2d}. */
  static String span(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }
}
