package org.switchhook.webhook;

import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.event.Event;
import org.switchhook.seal.Seal;
import org.switchhook.soap.WsdlSource;
import org.switchhook.table.TableWatch;
import org.switchhook.webhook.template.Operations;

/**
 * The rows of {@code webhooks} as they are now, with the credentials that they name. A committed
 * edit of either table is in force within 2 s. A row that cannot work is quarantined alone; while
 * the database is away the last rows stay in force.
 */
public final class Catalogue implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
  private static final WsdlSource NO_SOURCE =
      (location, atMost) -> {
        throw new IOException("no WSDL is fetched here");
      };

  private final WebhookTable table;
  private final Seal seal;
  private final Sealing sealing;
  private final UcontactFormat ucontact;
  private final TableWatch watch;
  private final Wsdls wsdls;

  /** A WSDL comes when it comes; the table is followed meanwhile. */
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "wsdl");
            thread.setDaemon(true);
            return thread;
          });

  private volatile @Nullable Content content;

  /** Of failing conditions, what the table says already. */
  private final Set<WebhookStatus> said = ConcurrentHashMap.newKeySet();

  /** The rows that can work, who of them asks for what, and what there is to say of every row. */
  private record Content(
      Map<Long, Webhook> working,
      Subscribers subscribers,
      List<WebhookStatus> statuses,
      Map<String, List<Long>> idsById,
      Map<String, List<Long>> idsByName) {}

  /**
   * @param zone of the dates in uContact's payloads
   */
  public Catalogue(Jdbi jdbi, ZoneId zone) {
    this(jdbi, zone, Seal.NONE);
  }

  /** One whose rows name no WSDL. */
  public Catalogue(Jdbi jdbi, ZoneId zone, Seal seal) {
    this(jdbi, zone, seal, NO_SOURCE);
  }

  /**
   * @param zone of the dates in uContact's payloads
   * @param seal opens what is sealed; secrets that stand in the table in clear are sealed with it
   * @param source of the WSDLs that rows name
   */
  public Catalogue(Jdbi jdbi, ZoneId zone, Seal seal, WsdlSource source) {
    this.wsdls = new Wsdls(source, reader, InstantSource.system());
    this.table = new WebhookTable(jdbi);
    this.seal = seal;
    this.sealing = new Sealing(table, seal);
    this.ucontact = new UcontactFormat(zone);
    this.watch = new TableWatch(table.edited(), this::read, this::after);
  }

  /** What there is to say of every row at this moment; nothing is written down. */
  public static List<WebhookStatus> inspect(Jdbi jdbi, Seal seal, Operations operations) {
    WebhookTable table = new WebhookTable(jdbi);
    List<WebhookRow> rows = table.rows();
    return read(rows, new Credentials(table.credentials(), seal), operations).statuses();
  }

  /** Follows the table from now on. */
  public void start() {
    watch.start();
  }

  /**
   * Reads the table if it has changed.
   *
   * @throws org.jdbi.v3.core.JdbiException when the database is away
   */
  public void refresh() {
    watch.refresh();
  }

  private void read() {
    // In this order: whoever adds a credential and a row that names it must not be told it is
    // unknown.
    List<WebhookRow> rows = table.rows();
    List<StoredCredential> credentials = table.credentials();
    Content fresh = read(rows, new Credentials(credentials, seal), wsdls);
    Content before = content;
    content = fresh;
    said.clear();
    wsdls.forgetOthers();
    if (!sealing.seal(credentials)) {
      watch.again();
    }
    table.report(fresh.statuses());
    tell(before, fresh);
  }

  private void after() {
    if (wsdls.hasNews()) {
      watch.again();
    }
    sayFailures();
  }

  /** A condition that fails leaves events out, and nobody would know of it. */
  private void sayFailures() {
    List<WebhookStatus> failing =
        content().working().values().stream()
            .filter(webhook -> !webhook.filter().failure().isEmpty())
            .map(webhook -> WebhookStatus.ok(webhook.id(), webhook.filter().failure()))
            .filter(status -> !said.contains(status))
            .toList();
    if (!failing.isEmpty()) {
      table.say(failing);
      said.removeIf(old -> failing.stream().anyMatch(one -> one.webhookId() == old.webhookId()));
      said.addAll(failing);
    }
  }

  /**
   * What the webhooks are to be told of an event, one payload for each row that matches. Reads the
   * table, where nobody has yet.
   *
   * @throws org.jdbi.v3.core.JdbiException when the database is away then
   */
  public List<Payload> payloads(Event event, String json) {
    if (content == null) {
      refresh();
    }
    return Turns.payloads(content().subscribers().of(event), new Bodies(event, json, ucontact));
  }

  /**
   * What a webhook is to be told of an event that it was chosen for; absent where it does not want
   * it.
   */
  public Optional<Payload> payload(Webhook webhook, Event event, String json) {
    Bodies bodies = new Bodies(event, json, ucontact);
    return webhook
        .match(event)
        .map(name -> new Subscribers.Match(webhook, name))
        .filter(bodies::areWanted)
        .map(bodies::payload);
  }

  /**
   * The same of what has waited for its turn. Where the row is another by now, each attempt makes
   * of it what it can.
   *
   * @param name by which it asked for the event then
   */
  public Optional<Payload> payload(long id, String name, String json) {
    Webhook webhook = find(id).orElse(null);
    try {
      Event event = EventReader.read(json);
      return webhook == null || webhook.match(event).isEmpty()
          ? Optional.of(Payload.unrendered(id, name, false))
          : payload(webhook, event, json);
    } catch (IllegalArgumentException e) {
      LOG.error("webhook={} gets an event as it is: {}", id, e.getMessage());
      return Optional.of(Payload.unrendered(id, name, false));
    }
  }

  /** The ids of the rows that can work and are switched on; none before the first read. */
  public Set<Long> working() {
    Content now = content;
    return now == null ? Set.of() : now.working().keySet();
  }

  /** The ids of all rows; empty before the first read. */
  public Optional<Set<Long>> present() {
    return Optional.ofNullable(content)
        .map(
            now ->
                now.statuses().stream()
                    .map(WebhookStatus::webhookId)
                    .collect(Collectors.toUnmodifiableSet()));
  }

  /** A row that can work and is switched on. */
  public Optional<Webhook> find(long id) {
    Content now = content;
    return now == null ? Optional.empty() : Optional.ofNullable(now.working().get(id));
  }

  /**
   * The rows of that name, or the one of that id, whether they can work or not; none before the
   * first read.
   */
  public List<Long> ids(String idOrName) {
    Content now = content;
    if (now == null) {
      return List.of();
    }
    List<Long> byName = now.idsByName().getOrDefault(key(idOrName), List.of());
    return now.idsById().getOrDefault(idOrName, byName);
  }

  /** As the table compares them. */
  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** What there is to say of every row, in the order of ids. */
  public List<WebhookStatus> statuses() {
    return content().statuses();
  }

  /**
   * Switches a row off for good: somebody has to set {@code enabled = 1} again. Nothing happens
   * when the row has another address by now.
   */
  public void switchOff(Webhook webhook, String reason) {
    if (table.switchOff(webhook, reason)) {
      LOG.warn("webhook={} switched off: {}", webhook.id(), reason);
      refresh();
    }
  }

  @Override
  public void close() {
    watch.close();
    reader.shutdownNow();
  }

  private Content content() {
    Content now = content;
    if (now == null) {
      throw new IllegalStateException("the table webhooks has not been read yet");
    }
    return now;
  }

  private static Content read(
      List<WebhookRow> rows, Credentials credentials, Operations operations) {
    Map<Long, Webhook> working = new LinkedHashMap<>();
    List<WebhookStatus> statuses = new ArrayList<>();
    for (WebhookRow row : rows) {
      statuses.add(read(row, credentials, operations, working));
    }
    statuses.sort(
        Comparator.comparingLong(WebhookStatus::webhookId)); // The rows have another order.
    return new Content(
        Collections.unmodifiableMap(working),
        new Subscribers(List.copyOf(working.values())),
        List.copyOf(statuses),
        ids(rows, row -> Long.toString(row.id())),
        ids(rows, row -> key(row.name())));
  }

  private static Map<String, List<Long>> ids(
      List<WebhookRow> rows, Function<WebhookRow, String> by) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                by, Collectors.mapping(WebhookRow::id, Collectors.toUnmodifiableList())));
  }

  private static WebhookStatus read(
      WebhookRow row, Credentials credentials, Operations operations, Map<Long, Webhook> working) {
    String whyOff = row.whyOff();
    if (!whyOff.isEmpty()) {
      return new WebhookStatus(row.id(), WebhookStatus.State.OFF, whyOff);
    }
    try {
      Webhook webhook = Webhook.of(row, credentials, operations);
      working.put(row.id(), webhook);
      return WebhookStatus.ok(row.id(), webhook.request().lack());
    } catch (IllegalArgumentException e) {
      return new WebhookStatus(
          row.id(), WebhookStatus.State.QUARANTINED, String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever it is, the other rows are not to suffer.
      LOG.error("webhook={} cannot be read", row.id(), e);
      return new WebhookStatus(row.id(), WebhookStatus.State.QUARANTINED, e.toString());
    }
  }

  private static void tell(@Nullable Content before, Content now) {
    LOG.info("webhooks read: {} rows, {} in use", now.statuses().size(), now.working().size());
    for (WebhookStatus status : now.statuses()) {
      boolean known = before != null && before.statuses().contains(status);
      if (status.state() == WebhookStatus.State.QUARANTINED && !known) {
        LOG.warn("webhook={} quarantined: {}", status.webhookId(), status.reason());
      }
    }
  }
}
