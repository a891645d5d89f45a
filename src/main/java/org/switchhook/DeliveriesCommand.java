package org.switchhook;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.Listing.Column;
import org.switchhook.outbox.DeliveryList;
import org.switchhook.outbox.DeliveryRow;
import org.switchhook.outbox.Desk;
import org.switchhook.outbox.Next.State;
import org.switchhook.outbox.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What was delivered, waits or is dead. */
@Command(
    name = "deliveries",
    description = "Shows the newest deliveries, the newest last. Times are UTC.",
    mixinStandardHelpOptions = true)
final class DeliveriesCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int REMEMBERED = 10_000;

  private final Listing<DeliveryRow> listing =
      new Listing<>(
          List.of(
              new Column<>("id", 7, row -> Long.toString(row.id())),
              new Column<>("time", 19, row -> Listing.TIME.format(row.time())),
              new Column<>("webhook", 7, row -> Long.toString(row.webhook())),
              new Column<>("event", 16, DeliveryRow::event),
              new Column<>("subject", 17, DeliveryRow::subject),
              new Column<>("state", 12, DeliveryRow::state),
              new Column<>("try", 3, row -> Integer.toString(row.attempts())),
              new Column<>("last", 4, row -> Objects.toString(row.status(), "-"))),
          this::details);

  @Mixin private final DeskSettings settings = new DeskSettings();
  @Mixin private final Filters filters = new Filters();
  @Mixin private final Limit limit = new Limit();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "In this state: waiting, delivered, dead, acknowledged")
  private @Nullable String state;

  @Option(names = "--dead", description = "The same as --state dead")
  private boolean dead;

  @Option(names = "--watch", description = "Goes on with what is made or attempted, until Ctrl-C")
  private boolean watch;

  @Option(names = "--json", description = "One JSON object a line")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final InstantSource clock = InstantSource.system();

  /** Those that were shown, and how they were. */
  private final Map<Long, DeliveryRow> shown =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, DeliveryRow> eldest) {
          return size() > REMEMBERED;
        }
      };

  @Override
  public Integer call() throws Exception {
    int rows = limit.rows();
    State wanted = wanted();
    return settings.use(desk -> show(desk, wanted, rows));
  }

  private @Nullable State wanted() {
    String word = state == null ? (dead ? "dead" : "") : state.toLowerCase(Locale.ROOT);
    if (dead && !word.equals("dead")) {
      throw refused("--dead and --state " + state + " cannot both be: leave one out");
    }
    String known = Stream.of(State.values()).map(State::word).collect(Collectors.joining(", "));
    return word.isEmpty()
        ? null
        : Stream.of(State.values())
            .filter(one -> one.word().equals(word))
            .findFirst()
            .orElseThrow(() -> refused("--state " + state + " is unknown: write one of " + known));
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private int show(Desk desk, @Nullable State wanted, int rows) {
    Selection selection = filters.selection(desk, List.of()).in(wanted);
    DeliveryList deliveries = desk.deliveries();
    DeliveryList.Mark mark = deliveries.mark();
    PrintWriter out = spec.commandLine().getOut();
    // What was there before and is left out by the limit is no news.
    List<DeliveryRow> before = watch ? deliveries.since(mark, selection) : List.of();
    List<DeliveryRow> newest = deliveries.newest(selection, rows);
    listing.print(newest, json, true, out);
    newest.forEach(row -> shown.put(row.id(), row));
    before.forEach(row -> shown.putIfAbsent(row.id(), row));
    while (watch && !out.checkError() && !isInterrupted()) {
      DeliveryList.Mark next = deliveries.mark();
      listing.print(news(deliveries.since(mark, selection)), json, false, out);
      mark = next;
    }
    return 0;
  }

  /** Those that are not as they were shown. */
  private List<DeliveryRow> news(List<DeliveryRow> rows) {
    List<DeliveryRow> news = new ArrayList<>();
    for (DeliveryRow row : rows) {
      DeliveryRow before = shown.put(row.id(), row);
      if (before == null
          || before.attempts() != row.attempts()
          || !before.state().equals(row.state())) {
        news.add(row);
      }
    }
    return news;
  }

  private static boolean isInterrupted() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private List<String> details(DeliveryRow row) {
    List<String> words = new ArrayList<>();
    if (!row.reason().isEmpty()) {
      words.add(row.reason());
    }
    if (row.error() != null && !row.state().equals(State.DELIVERED.word())) {
      words.add(row.error());
    }
    if (row.effect() != null && !row.effect().isEmpty()) {
      words.add(row.effect());
    }
    if (row.bridge() != null) {
      words.add("leased by " + row.bridge());
    } else if (row.state().equals(State.WAITING.word())) {
      Duration left = Duration.between(clock.instant(), row.dueAt());
      if (row.behind() != null && !row.behind().isEmpty()) {
        words.add("waits for the answer to " + row.behind().replace(",", " and "));
      }
      words.add(left.isNegative() ? "due" : "due in " + WebhooksCommand.span(left));
    }
    return words.isEmpty() ? List.of() : List.of(String.join("; ", words));
  }
}
