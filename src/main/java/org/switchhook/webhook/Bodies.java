package org.switchhook.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.event.Event;
import org.switchhook.webhook.template.BodyTemplate;
import org.switchhook.webhook.template.Form;
import org.switchhook.webhook.template.NoValueException;
import org.switchhook.webhook.template.RequestTemplate;
import org.switchhook.webhook.template.Values;

/** The bodies of one event. Those who want the same one share it. */
final class Bodies {

  private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

  private final Event event;
  private final String json;
  private final UcontactFormat ucontact;
  private final Map<Format, String> rendered = new EnumMap<>(Format.class);
  private @Nullable JsonNode tree;

  /**
   * @param json the event's canonical JSON
   */
  Bodies(Event event, String json, UcontactFormat ucontact) {
    this.event = event;
    this.json = json;
    this.ucontact = ucontact;
  }

  /** Whether the event is of a call: no answer saves anything to another. */
  boolean areOfCall() {
    return event.call() != null;
  }

  /** Whether a webhook wants the event that one of its names matched. */
  boolean areWanted(Subscribers.Match match) {
    Filter filter = match.webhook().filter();
    try {
      return filter.isOpen() || filter.wants(event, this::tree);
    } catch (RuntimeException e) {
      LOG.error("{} cannot be asked whether it wants {}", match.webhook(), event.id(), e);
      return false;
    }
  }

  /** What a webhook is to be told of it. */
  Payload payload(Subscribers.Match match) {
    Webhook webhook = match.webhook();
    String name = match.name().shownFor(event);
    RequestTemplate request = webhook.request();
    if (!request.hasBody()) {
      return new Payload(webhook.id(), name, Payload.JSON, "", webhook.ordered());
    }
    BodyTemplate own = request.body();
    if (own != null) {
      return own(webhook, own, name);
    }
    Format format = webhook.formatFor(match.name());
    return new Payload(
        webhook.id(), name, format.contentType(), body(format, match.name()), webhook.ordered());
  }

  /** One that is rendered when its turn has come. */
  Payload later(Subscribers.Match match, Payload.Turn turn) {
    Webhook webhook = match.webhook();
    String name = match.name().shownFor(event);
    return new Payload(webhook.id(), name, "", "", webhook.ordered(), turn);
  }

  private Payload own(Webhook webhook, BodyTemplate body, String name) {
    try {
      String text = body.render(Values.of(tree(), name));
      return new Payload(webhook.id(), name, body.contentType(), text, webhook.ordered());
    } catch (NoValueException e) {
      return Payload.unrendered(webhook.id(), name, webhook.ordered());
    } catch (RuntimeException | StackOverflowError e) {
      // Nothing may hold back the events of all others.
      LOG.error("the body of {} for {} cannot be made", webhook, event.id(), e);
      return Payload.unrendered(webhook.id(), name, webhook.ordered());
    }
  }

  private String body(Format format, EventName name) {
    return format == Format.UCONTACT
        ? ucontact.render(name, event)
        : rendered.computeIfAbsent(format, this::render);
  }

  private String render(Format format) {
    return switch (format) {
      case CLOUDEVENTS -> CloudEventsFormat.render(event, json);
      case FORM -> Form.of(tree());
      default -> json;
    };
  }

  private JsonNode tree() {
    JsonNode known = tree;
    if (known == null) {
      known = EventJson.tree(event);
      tree = known;
    }
    return known;
  }
}
