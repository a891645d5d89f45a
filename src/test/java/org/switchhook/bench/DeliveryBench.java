package org.switchhook.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.LoggerFactory;
import org.switchhook.config.DeliverySettings;
import org.switchhook.delivery.Courier;
import org.switchhook.delivery.Schedule;
import org.switchhook.delivery.Stores;
import org.switchhook.delivery.Surroundings;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Deliveries;
import org.switchhook.outbox.Endpoints;
import org.switchhook.outbox.Next.State;
import org.switchhook.outbox.Outbox;
import org.switchhook.outbox.Renderer;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.EventJson;
import org.switchhook.webhook.Events;
import org.switchhook.webhook.Payload;

/**
 * How many deliveries a second reach 50 endpoints, from an event that is handed to the outbox to
 * the request, each event and each delivery durable at its commit: against a bare OkHttp loop with
 * as many requests in flight and nothing durable, and with a million finished deliveries in the
 * tables. MariaDB and the receiver, processes of their own, share this machine's cores.
 */
public final class DeliveryBench {

  private static final int ENDPOINTS = 50;
  private static final int IN_FLIGHT = 64;
  private static final int WEBHOOKS_AN_EVENT = 5;
  private static final int EVENTS_A_COMMIT = 50;
  private static final int BACKLOG = 1000;
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  /** After that the compiler rests: what is measured is what goes on like that for days. */
  private static final Duration LONG_WARM_UP = Duration.ofMinutes(2);

  /** Short and many: a machine that is shared with others is faster in one than in the next. */
  private static final Duration ROUND = Duration.ofSeconds(4);

  private static final int ROUNDS = 9;
  private static final int FINISHED = 1_000_000;
  private static final Event EVENT = event();
  private static final String BODY = EventJson.text(EVENT);
  private static final MediaType JSON = MediaType.get("application/json");

  private final Process receiver;
  private final int port;
  private final TestDatabase database = TestDatabase.ready();
  private final AtomicLong delivered = new AtomicLong();
  private long position;
  private int turn;

  private DeliveryBench(Process receiver) throws IOException {
    this.receiver = receiver;
    this.port = port(receiver);
  }

  public static void main(String[] args) throws Exception {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    Process receiver = startReceiver();
    try {
      new DeliveryBench(receiver).run(args.length == 0);
    } finally {
      receiver.destroy();
    }
    System.exit(0);
  }

  private void run(boolean withFull) throws Exception {
    webhooks();
    bare(WARM_UP);
    durable(LONG_WARM_UP);
    List<Double> bare = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      Cpu start = Cpu.used(receiver);
      bare.add(bare(ROUND));
      Cpu between = Cpu.used(receiver);
      empty.add(durable(ROUND));
      Cpu end = Cpu.used(receiver);
      double requests = bare.get(round - 1) * ROUND.toSeconds();
      double deliveries = empty.get(round - 1) * ROUND.toSeconds();
      Cpu each = end.each(between, deliveries);
      cpu.add((double) each.bridge() + each.mariaDb());
      print(
          "round %d: bare    %.0f/s, each: %s",
          round, bare.get(round - 1), between.each(start, requests));
      print("round %d: durable %.0f/s, each: %s", round, empty.get(round - 1), each);
    }
    if (!withFull) {
      report(bare, empty, List.of(), cpu);
      return;
    }
    print("writes %d finished deliveries", FINISHED);
    fill();
    List<Double> full = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      full.add(durable(ROUND));
      print("round %d: with them %.0f/s", round, full.get(round - 1));
    }
    report(bare, empty, full, cpu);
  }

  /** Each round beside the one before it: what the machine can do changes from minute to minute. */
  private static void report(
      List<Double> bare, List<Double> empty, List<Double> full, List<Double> cpuMicros) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < bare.size(); i++) {
      ratios.add(empty.get(i) / bare.get(i));
    }
    print(
        "{\"bench\":\"delivery\",\"bare_per_s\":%.0f,\"durable_per_s\":%.0f,\"full_per_s\":%.0f,"
            + "\"ratio_to_bare\":%.2f,\"ratio_full_to_empty\":%.2f,"
            + "\"cpu_us_per_delivery\":%.0f,\"endpoints\":%d,\"in_flight\":%d}",
        median(bare),
        median(empty),
        median(full),
        median(ratios),
        median(full) / median(empty),
        median(cpuMicros),
        ENDPOINTS,
        IN_FLIGHT);
  }

  /** The rate of requests that nobody keeps a record of. */
  private double bare(Duration time) throws InterruptedException {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(ENDPOINTS * 4, 30, TimeUnit.SECONDS))
            .build();
    AtomicInteger done = new AtomicInteger();
    long end = System.nanoTime() + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < IN_FLIGHT; i++) {
      int first = i;
      Thread thread = new Thread(() -> loop(client, first, end, done));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    client.connectionPool().evictAll();
    return done.get() / (double) time.toSeconds();
  }

  private void loop(OkHttpClient client, int first, long end, AtomicInteger done) {
    for (int i = first; System.nanoTime() < end; i++) {
      Request request =
          new Request.Builder()
              .url(url(1 + i % ENDPOINTS))
              .header("webhook-id", "bare" + first + "." + i)
              .post(RequestBody.create(BODY.getBytes(UTF_8), JSON))
              .build();
      try (Response response = client.newCall(request).execute()) {
        response.body().bytes();
        done.incrementAndGet();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The rate of deliveries, each of an event of its own, that are in the database as delivered. */
  private double durable(Duration time) throws Exception {
    DeliverySettings settings =
        new DeliverySettings(IN_FLIGHT, 4, Duration.ofSeconds(3), Duration.ofSeconds(10));
    try (Catalogue catalogue = new Catalogue(database.jdbi(), ZoneOffset.UTC);
        Exchange exchange = new Exchange(settings);
        Courier courier = courier(catalogue, exchange, settings)) {
      catalogue.refresh();
      courier.start();
      Outbox outbox =
          new Outbox(
              database.pool(),
              "bench",
              "j",
              (event, json) -> some(catalogue.payloads(event, json)),
              courier);
      long start = System.nanoTime();
      long told = position;
      delivered.set(0);
      received();
      while (System.nanoTime() - start < time.toNanos()) {
        outbox.commit(position + EVENTS_A_COMMIT, events());
        position += EVENTS_A_COMMIT;
        while ((position - told) * WEBHOOKS_AN_EVENT - delivered.get() > BACKLOG) {
          LockSupport.parkNanos(500_000);
        }
      }
      double rate = delivered.get() / ((System.nanoTime() - start) / 1e9);
      while (delivered.get() < (position - told) * WEBHOOKS_AN_EVENT) {
        LockSupport.parkNanos(500_000);
      }
      if (received() != delivered.get()) {
        throw new IllegalStateException("not all that was delivered has arrived");
      }
      return rate;
    }
  }

  private Courier courier(Catalogue catalogue, Exchange exchange, DeliverySettings settings) {
    return new Courier(
        new Stores(
            new Deliveries(database.pool(), "bench", Renderer.LATER),
            new Endpoints(database.jdbi(), "bench")),
        catalogue,
        exchange,
        new Schedule(() -> 0.5),
        settings,
        Surroundings.to(
            result -> {
              if (result.next().state() == State.DELIVERED) {
                delivered.incrementAndGet();
              }
            }));
  }

  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= EVENTS_A_COMMIT; i++) {
      Subject subject = new Subject(Subject.Kind.CALL, "pbx1", "c" + (position + i));
      events.add(
          new Event(
              subject,
              EVENT.type(),
              EVENT.time(),
              EVENT.recordedAt(),
              EVENT.pbx(),
              1,
              EVENT.origin(),
              EVENT.call(),
              EVENT.agent(),
              EVENT.detail()));
    }
    return events;
  }

  /** The next five of all who ask for it. */
  private List<Payload> some(List<Payload> payloads) {
    List<Payload> some = new ArrayList<>();
    for (int i = 0; i < WEBHOOKS_AN_EVENT; i++) {
      some.add(payloads.get(turn++ % ENDPOINTS));
    }
    return some;
  }

  /** One whose JSON has a kilobyte. */
  private static Event event() {
    Event event = Events.ended("1795316412.34", 1);
    CallRef call = Objects.requireNonNull(event.call());
    int missing = 1024 - EventJson.text(event).length();
    CallRef filled =
        new CallRef(
            call.id(),
            call.uniqueid(),
            call.direction(),
            call.kind(),
            null,
            call.from(),
            call.to(),
            call.campaign(),
            call.queue(),
            call.startedAt(),
            Map.of("note", "x".repeat(missing - "\"note\":\"\"".length())));
    return new Event(
        event.subject(),
        event.type(),
        event.time(),
        event.recordedAt(),
        event.pbx(),
        1,
        event.origin(),
        filled,
        null,
        event.detail());
  }

  private void webhooks() {
    for (int i = 1; i <= ENDPOINTS; i++) {
      database.execute(
          "INSERT INTO webhooks (id, name, event, url) VALUES (?, ?, 'call.ended', ?)",
          100 + i,
          "endpoint " + i,
          url(i));
    }
  }

  /** As if they had been delivered long ago. */
  private void fill() {
    database.execute(
        "INSERT INTO events (event_id, bridge, subject_kind, pbx, subject, sequence, type, time,"
            + " recorded_at, body) SELECT CONCAT('old', seq), 'bench', 'call', 'p',"
            + " CONCAT('old', seq), 1, 'call.queued', UTC_TIMESTAMP(6) - INTERVAL 1 DAY,"
            + " UTC_TIMESTAMP(6) - INTERVAL 1 DAY, CONCAT('{\"a\":\"', REPEAT('x', 1010), '\"}')"
            + " FROM seq_1_to_"
            + FINISHED);
    database.execute(
        "INSERT INTO deliveries (event_row, webhook_id, event, sequence, content_type, state,"
            + " attempts, due_at, created_at) SELECT id, 101 + id % "
            + ENDPOINTS
            + ", type, sequence, 'application/json', 'delivered', 1, time, time"
            + " FROM events WHERE event_id LIKE 'old%'");
    database.execute(
        "INSERT INTO attempts (delivery_id, number, bridge, started_at, duration_ms, status, answer)"
            + " SELECT id, 1, 'bench', due_at, 3, 204, '' FROM deliveries WHERE due_at < UTC_TIMESTAMP(6) - INTERVAL 12 HOUR");
  }

  /** How many have arrived since it was asked last. */
  private long received() throws IOException {
    URI count = URI.create("http://127.0.0.1:" + port + "/count");
    try (InputStream answer = count.toURL().openStream()) {
      return Long.parseLong(new String(answer.readAllBytes(), UTF_8));
    }
  }

  private String url(int endpoint) {
    return "http://127.0.0.1:" + port + "/hook/" + endpoint;
  }

  /** What was used of the processors so far, by this process, MariaDB and the receiver. */
  private record Cpu(long bridge, long mariaDb, long receiver) {

    static Cpu used(Process receiver) {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long mariaDb =
          ProcessHandle.current()
              .children()
              .filter(child -> child.info().command().orElse("").endsWith("mariadbd"))
              .mapToLong(Cpu::nanos)
              .sum();
      return new Cpu(system.getProcessCpuTime(), mariaDb, nanos(receiver.toHandle()));
    }

    private static long nanos(ProcessHandle process) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** What each has used since then for each of so many, in microseconds. */
    Cpu each(Cpu before, double count) {
      double nanos = 1000 * count;
      return new Cpu(
          Math.round((bridge - before.bridge) / nanos),
          Math.round((mariaDb - before.mariaDb) / nanos),
          Math.round((receiver - before.receiver) / nanos));
    }

    @Override
    public String toString() {
      return "bridge %d us, MariaDB %d us, receiver %d us".formatted(bridge, mariaDb, receiver);
    }
  }

  private static Process startReceiver() throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            BenchReceiver.class.getName())
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static int port(Process receiver) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(receiver.getInputStream(), UTF_8));
    return Integer.parseInt(Objects.requireNonNull(lines.readLine(), "the receiver did not start"));
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
