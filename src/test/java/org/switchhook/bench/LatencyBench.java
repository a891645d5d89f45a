package org.switchhook.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.switchhook.event.Event;
import org.switchhook.outbox.Await;

/**
 * How long it takes from an AMI frame that leaves the PBX to the request at the receiver, read to
 * its end, at 200 events a second that come as they like (a Poisson process), each durable in the
 * journal and in MariaDB; and which stage takes how much of it. {@code bin/bench latency SECONDS}
 * measures for another time than 30 s; {@code asks} behind it for twice as long, half of it beside
 * calls that ask, 200 at once.
 */
public final class LatencyBench {

  private static final int RATE = 200;
  private static final int CALLERS = 300;

  /** At first, so that Java's compiler has done what it does in the first hour of a bridge. */
  private static final int WARM_UP_RATE = 1000;

  private static final Duration WARM_UP = Duration.ofMinutes(2);
  private static final Duration SETTLING = Duration.ofSeconds(10);
  private static final int SECONDS = 30;
  private static final double GOAL_MEDIAN_MS = 5;
  private static final double GOAL_P99_MS = 25;
  private static final Duration LAST_ONES = Duration.ofSeconds(20);

  /** An attempt starts once the transaction that wrote its event and delivery is committed. */
  private static final String ROWS =
      """
      SELECT e.event_id,
        TIMESTAMPDIFF(MICROSECOND, '1970-01-01', d.created_at) AS written,
        TIMESTAMPDIFF(MICROSECOND, '1970-01-01', a.started_at) AS started
      FROM events e
        JOIN deliveries d ON d.event_row = e.id
        JOIN attempts a ON a.delivery_id = d.id AND a.number = 1
      """;

  /**
   * A frame to be said.
   *
   * @param told how many events a bridge has told more once it has heard it
   * @param ids of those of them that it tells at once; of the others, a time has passed
   */
  private record Line(String frame, int told, List<String> ids) {}

  /** When a frame left the PBX, in microseconds, and how many bytes that had then. */
  private record Sent(long at, long bytes) {}

  /** When one event was where, in microseconds. */
  private record Passage(
      long sent, long read, long durable, long written, long started, long received) {

    long whole() {
      return received - sent;
    }
  }

  private final Map<String, Sent> sent = new HashMap<>();
  private final Map<String, Long> received = new ConcurrentHashMap<>();

  private LatencyBench() {}

  public static void main(String[] args) throws Exception {
    int seconds = args.length == 0 ? SECONDS : Integer.parseInt(args[0]);
    new LatencyBench().run(seconds, args.length > 1 && args[1].equals("asks"));
    System.exit(0); // The asked system's threads are nobody's daemons.
  }

  private void run(int seconds, boolean asks) throws Exception {
    Duration measured = Duration.ofSeconds(seconds);
    if (asks) {
      long bursts = Math.max(1, measured.dividedBy(AskBursts.SPAN));
      measured = AskBursts.EVERY.multipliedBy(bursts);
    }
    long events = RATE * SETTLING.plus(measured).toSeconds();
    List<Line> lines = lines(WARM_UP_RATE * WARM_UP.toSeconds() + events);
    try (BenchSite site = BenchSite.open(id -> received.putIfAbsent(id, now()))) {
      List.of("*", "custom.order", "custom.mail, bridge.stopping", "AgentBreak")
          .forEach(site::webhook);
      Path file = site.directory().resolve("bridge.jfr");
      try (BenchBridge bridge = site.bridge(FlightRecording.option(file))) {
        AskBursts bursts = asks ? AskBursts.ready(site) : null;
        OtherWork others = OtherWork.fromNow();
        long warm = now() + WARM_UP.toNanos() / 1000;
        long from = warm + SETTLING.toNanos() / 1000;
        if (bursts != null) {
          bursts.begin(WARM_UP, SETTLING);
        }
        say(lines, site.pbx(), warm);
        double otherCores = others.cores();
        Await.until(
            "all is received", LAST_ONES, () -> received.keySet().containsAll(sent.keySet()));
        if (bursts != null) {
          bursts.end();
        }
        bridge.stop();
        FlightRecording recording = FlightRecording.read(file, site.pbx().port());
        List<Passage> all =
            passages(site, recording).stream().filter(p -> p.sent() >= from).toList();
        if (bursts == null) {
          report(all, otherCores);
        } else {
          List<Passage> beside = all.stream().filter(p -> bursts.beside(p.sent())).toList();
          List<Passage> alone = all.stream().filter(p -> !bursts.beside(p.sent())).toList();
          report(alone, otherCores);
          beside(alone, beside, bursts);
        }
      }
    }
  }

  /** Made before, so that it takes no time in between. */
  private static List<Line> lines(long events) throws IOException {
    Traffic traffic = new Traffic(CALLERS);
    List<Line> lines = new ArrayList<>();
    for (int told = 0; told < events; told += lines.get(lines.size() - 1).told()) {
      List<Event> all = new ArrayList<>();
      List<String> atOnce = new ArrayList<>();
      byte[] frame =
          traffic.frames(
              1,
              (signal, event) -> {
                all.add(event);
                if (event.time().toEpochMilli() == signal.time().toEpochMilli()) {
                  atOnce.add(event.id());
                }
              });
      lines.add(new Line(new String(frame, ISO_8859_1), all.size(), atOnce));
    }
    return lines;
  }

  /** With asks beside it and without, measured in one run. */
  private static void beside(List<Passage> without, List<Passage> with, AskBursts bursts) {
    print("beside 200 calls that ask at once, in the %d ms of each:", AskBursts.SPAN.toMillis());
    stages(with);
    long[] alone = sorted(without, Passage::whole);
    long[] both = sorted(with, Passage::whole);
    List<Passage> during = with.stream().filter(p -> bursts.during(p.sent())).toList();
    print(
        "{\"bench\":\"latency asks\",\"median_ms\":%.2f,\"p99_ms\":%.2f,\"p90_during_ms\":%.2f,"
            + "\"ratio_median_to_alone\":%.2f,\"ratio_p99_to_alone\":%.2f,%s}",
        ms(both, 0.5),
        ms(both, 0.99),
        ms(sorted(during, Passage::whole), 0.9),
        ms(both, 0.5) / ms(alone, 0.5),
        ms(both, 0.99) / ms(alone, 0.99),
        bursts.figures());
  }

  /** Says each in its time. */
  private void say(List<Line> lines, BenchPbx pbx, long warmAt) throws IOException {
    Random random = new Random(RATE);
    double due = System.nanoTime();
    for (Line line : lines) {
      while (System.nanoTime() < (long) due) {
        LockSupport.parkNanos((long) due - System.nanoTime());
      }
      byte[] bytes = line.frame().getBytes(ISO_8859_1);
      long at = now();
      Sent frame = new Sent(at, pbx.say(bytes));
      line.ids().forEach(id -> sent.put(id, frame));
      int rate = at < warmAt ? WARM_UP_RATE : RATE;
      for (int i = 0; i < line.told(); i++) {
        due -= Math.log(1 - random.nextDouble()) * 1e9 / rate;
      }
    }
  }

  private List<Passage> passages(BenchSite site, FlightRecording recording) {
    return site.database()
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery(ROWS).map((row, context) -> passage(row, recording)).stream()
                    .flatMap(Optional::stream)
                    .toList());
  }

  /** None for an event that no frame has made: that the bridge has connected. */
  private Optional<Passage> passage(ResultSet row, FlightRecording recording) throws SQLException {
    String id = row.getString("event_id");
    Sent frame = sent.get(id);
    Long arrived = received.get(id);
    if (frame == null || arrived == null) {
      return Optional.empty();
    }
    long read = recording.read(frame.bytes());
    long durable = recording.durable(read);
    long written = row.getLong("written");
    long started = row.getLong("started");
    return Optional.of(new Passage(frame.at(), read, durable, written, started, arrived));
  }

  /** Prints what each stage has of it; their shares as JSON. */
  private static String stages(List<Passage> passages) {
    Map<String, ToLongFunction<Passage>> stages = new LinkedHashMap<>();
    stages.put("read", p -> p.read() - p.sent());
    stages.put("journal", p -> p.durable() - p.read());
    stages.put("fold_and_write", p -> p.written() - p.durable());
    stages.put("commit", p -> p.started() - p.written());
    stages.put("request", p -> p.received() - p.started());
    double mean = passages.stream().mapToLong(Passage::whole).average().orElseThrow();
    StringBuilder shares = new StringBuilder();
    stages.forEach(
        (name, stage) -> {
          long[] micros = sorted(passages, stage);
          double share = LongStream.of(micros).average().orElseThrow() / mean;
          print(
              "%-15s %3.0f %%  median %6.2f ms  p99 %6.2f ms  from %5.2f to %6.2f ms",
              name, share * 100, ms(micros, 0.5), ms(micros, 0.99), ms(micros, 0), ms(micros, 1));
          shares.append(String.format(Locale.ROOT, ",\"share_%s\":%.2f", name, share));
        });
    return shares.toString();
  }

  private static void report(List<Passage> passages, double otherCores) {
    String shares = stages(passages);
    long[] whole = sorted(passages, Passage::whole);
    print(
        "{\"bench\":\"latency\",\"median_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f,"
            + "\"ratio_median_to_goal\":%.2f,\"ratio_p99_to_goal\":%.2f%s,"
            + "\"events_per_s\":%d,\"events\":%d,\"cores_busy_with_others\":%.2f}",
        ms(whole, 0.5),
        ms(whole, 0.99),
        ms(whole, 1),
        ms(whole, 0.5) / GOAL_MEDIAN_MS,
        ms(whole, 0.99) / GOAL_P99_MS,
        shares,
        RATE,
        whole.length,
        otherCores);
  }

  private static long[] sorted(List<Passage> passages, ToLongFunction<Passage> micros) {
    long[] values = passages.stream().mapToLong(micros).toArray();
    Arrays.sort(values);
    return values;
  }

  private static double ms(long[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (quantile * sorted.length))] / 1000.0;
  }

  private static long now() {
    return FlightRecording.micros(Instant.now());
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
