package org.switchhook.webhook;

import java.util.EnumMap;
import java.util.Map;
import org.switchhook.event.Event;

/** The bodies of one event. Those who want the same one share it. */
final class Bodies {

  private final Event event;
  private final String json;
  private final UcontactFormat ucontact;
  private final Map<Format, String> rendered = new EnumMap<>(Format.class);

  /**
   * @param json the event's canonical JSON
   */
  Bodies(Event event, String json, UcontactFormat ucontact) {
    this.event = event;
    this.json = json;
    this.ucontact = ucontact;
  }

  /** What a webhook is to be told of the event that one of its names matched. */
  Payload payload(Subscribers.Match match) {
    EventName name = match.name();
    Format format = match.webhook().formatFor(name);
    return new Payload(
        match.webhook().id(),
        name.shownFor(event),
        format.contentType(),
        body(format, name),
        match.webhook().ordered());
  }

  private String body(Format format, EventName name) {
    return format == Format.UCONTACT
        ? ucontact.render(name, event)
        : rendered.computeIfAbsent(format, this::render);
  }

  private String render(Format format) {
    return switch (format) {
      case CLOUDEVENTS -> CloudEventsFormat.render(event, json);
      case FORM -> FormFormat.render(event);
      default -> json;
    };
  }
}
