package org.switchhook.pbx;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One message of the manager interface.
 *
 * @param headers name and value, the first where a name is repeated
 */
public record Message(Map<String, String> headers) {
  static Message of(byte[] frame) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : new String(frame, StandardCharsets.UTF_8).split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return new Message(headers);
  }

  /** The value of a header, empty where there is none. */
  public String get(String header) {
    return headers.getOrDefault(header, "");
  }

  /** Whether it is this event. */
  public boolean is(String event) {
    return get("Event").equals(event);
  }

  /** OriginateResponse is an event, although it has a header of that name. */
  boolean isResponse() {
    return !headers.containsKey("Event") && headers.containsKey("Response");
  }
}
