package org.switchhook.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.regex.Pattern;
import org.switchhook.event.Event;

/**
 * CloudEvents 1.0 in its JSON format, structured: the attributes and the canonical JSON as {@code
 * data} are one body.
 */
final class CloudEventsFormat {

  /** As every time in the published JSON. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** What an attribute must not hold. Whoever originates a call may choose its uniqueid. */
  private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cn}]");

  private CloudEventsFormat() {}

  static String render(Event event) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("specversion", "1.0");
    body.put("id", event.id());
    body.put("source", "/switchhook/" + event.subject().pbx());
    body.put("type", event.type().wireName());
    body.put("subject", FORBIDDEN.matcher(event.subject().id()).replaceAll("?"));
    body.put("time", TIME.format(event.time()));
    body.put("datacontenttype", "application/json");
    body.putRawValue("data", new RawValue(EventJson.text(event)));
    return body.toString();
  }
}
