package org.switchhook.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.regex.Pattern;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;

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

  static String render(Event event, String json) {
    Subject subject = event.subject();
    return render(
        new Attributes(event.id(), subject.pbx(), event.typeName(), subject.id(), event.time()),
        json);
  }

  /**
   * What an event says of itself beside its data.
   *
   * @param pbx of a bridge, its name
   * @param subject the call, the agent's interface or the bridge
   */
  record Attributes(String id, String pbx, String type, String subject, Instant time) {}

  static String render(Attributes event, String data) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("specversion", "1.0");
    body.put("id", event.id());
    body.put("source", "/switchhook/" + event.pbx());
    body.put("type", event.type());
    body.put("subject", FORBIDDEN.matcher(event.subject()).replaceAll("?"));
    body.put("time", TIME.format(event.time()));
    body.put("datacontenttype", "application/json");
    body.putRawValue("data", new RawValue(data));
    return body.toString();
  }
}
