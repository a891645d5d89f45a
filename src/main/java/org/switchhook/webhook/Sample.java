package org.switchhook.webhook;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.seal.Seal;
import org.switchhook.webhook.template.BodyTemplate;
import org.switchhook.webhook.template.Form;
import org.switchhook.webhook.template.Operations;
import org.switchhook.webhook.template.Values;

/**
 * What a webhook is told of one event: of one as the documentation shows it, with an id of nothing
 * that ever happened, or of one that is given.
 *
 * @param json the event, canonically
 */
public record Sample(Webhook webhook, String eventId, String json, Payload payload) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final String USUAL = "call.ended";

  /**
   * A sample for a row, whether it is enabled or not.
   *
   * @param event a type, or a name that stands in the row; absent for what it asks for first
   * @throws IllegalArgumentException when the row cannot work or does not ask for that
   */
  public static Sample of(
      Jdbi jdbi, Seal seal, Operations operations, long id, @Nullable String event, Instant now) {
    Webhook webhook = webhook(new WebhookTable(jdbi), seal, operations, id);
    EventName name = name(webhook, event);
    String type = event == null || event.equalsIgnoreCase(name.text()) ? type(name) : event;
    return of(webhook, name, type, now);
  }

  /**
   * What a row would be told of an event, whether it is enabled or not.
   *
   * @param zone of the dates in uContact's payloads
   * @throws IllegalArgumentException when the row cannot work or does not want the event
   */
  public static Sample of(
      Jdbi jdbi, Seal seal, Operations operations, long id, Event event, ZoneId zone) {
    Webhook webhook = webhook(new WebhookTable(jdbi), seal, operations, id);
    EventName name = webhook.match(event).orElseThrow(() -> doesNotAsk(webhook, event.typeName()));
    Bodies bodies = new Bodies(event, EventJson.text(event), new UcontactFormat(zone));
    Subscribers.Match match = new Subscribers.Match(webhook, name);
    if (!bodies.areWanted(match)) {
      throw new IllegalArgumentException(
          "webhook %d does not want this event: direction, conversations, queues, campaigns or"
                  .formatted(id)
              + " condition leave it out. "
              + webhook.filter().failure());
    }
    return new Sample(webhook, event.id(), EventJson.text(event), bodies.payload(match));
  }

  private static IllegalArgumentException doesNotAsk(Webhook webhook, @Nullable String event) {
    return new IllegalArgumentException(
        "webhook %d does not ask for '%s' but for %s"
            .formatted(
                webhook.id(),
                event,
                webhook.events().stream().map(EventName::text).collect(Collectors.joining(", "))));
  }

  private static Webhook webhook(WebhookTable table, Seal seal, Operations operations, long id) {
    WebhookRow row =
        table.rows().stream()
            .filter(one -> one.id() == id)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("webhook " + id + " was deleted"));
    if (row.url().isBlank() || row.event().replace(',', ' ').isBlank()) {
      throw new IllegalArgumentException("webhook " + id + " is off: " + row.whyOff());
    }
    try {
      return Webhook.of(row, new Credentials(table.credentials(), seal), operations);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("webhook " + id + " cannot work: " + e.getMessage(), e);
    }
  }

  private static EventName name(Webhook webhook, @Nullable String event) {
    Stream<EventName> names = webhook.events().stream();
    return names
        .filter(name -> event == null || name.text().equalsIgnoreCase(event) || name.covers(event))
        .findFirst()
        .orElseThrow(() -> doesNotAsk(webhook, event));
  }

  private static String type(EventName name) {
    if (name.text().startsWith("custom.")) {
      return name.text().replace("*", "sample");
    }
    Stream<String> all = Stream.of(EventType.values()).map(EventType::wireName);
    return Stream.concat(Stream.of(USUAL), all)
        .filter(name::covers)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no sample of the event " + name.text()));
  }

  private static Sample of(Webhook webhook, EventName name, String type, Instant now) {
    String id = "evt_" + UUID.randomUUID().toString().replace("-", "");
    String shown = name.ucontact() ? name.text() : type;
    ObjectNode event = event(type, id, TIME.format(now));
    BodyTemplate own = webhook.request().body();
    Payload.Body body =
        own == null
            ? body(webhook.formatFor(name), name, event, now)
            : new Payload.Body(own.contentType(), own.render(Values.of(event, shown)));
    return new Sample(
        webhook,
        id,
        event.toString(),
        new Payload(webhook.id(), shown, body.contentType(), body.text(), webhook.ordered()));
  }

  private static Payload.Body body(Format format, EventName name, ObjectNode event, Instant now) {
    String text =
        format == Format.UCONTACT ? example(name.text()).toString() : body(format, event, now);
    return new Payload.Body(format.contentType(), text);
  }

  private static ObjectNode event(String type, String id, String now) {
    ObjectNode event = example(type.startsWith("custom.") ? "custom" : type);
    return event.put("id", id).put("type", type).put("time", now).put("recordedAt", now);
  }

  private static String body(Format format, ObjectNode event, Instant now) {
    return switch (format) {
      case CLOUDEVENTS -> {
        String about = event.at("/call/id").asText(event.at("/agent/interface").asText());
        String pbx = event.path("pbx").asText("sample");
        yield CloudEventsFormat.render(
            new CloudEventsFormat.Attributes(
                event.path("id").asText(),
                pbx,
                event.path("type").asText(),
                about.isEmpty() ? pbx : about,
                now),
            event.toString());
      }
      case FORM -> Form.of(event);
      default -> event.toString();
    };
  }

  /** The first example of a published schema. */
  private static ObjectNode example(String schema) {
    try (InputStream in = Sample.class.getResourceAsStream("/schemas/" + schema + ".json")) {
      return Optional.ofNullable(in == null ? null : JSON.readTree(in).at("/examples/0"))
          .map(ObjectNode.class::cast)
          .orElseThrow(
              () -> new IllegalArgumentException("there is no sample of the event " + schema));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
