package org.switchhook.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import org.switchhook.event.Event;

/** The canonical JSON of an event: compact, on one line, the same bytes for the same event. */
public final class EventJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // Attached data is a map, and a map may have any order.
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final ObjectWriter WRITER = MAPPER.writer();

  private EventJson() {}

  /** As text without a line end. */
  public static String text(Event event) {
    try {
      return WRITER.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event that has no JSON", e);
    }
  }

  /** The same in parts. */
  static JsonNode tree(Event event) {
    return MAPPER.valueToTree(event);
  }

  /** As UTF-8 without a line end. */
  public static byte[] bytes(Event event) {
    return text(event).getBytes(StandardCharsets.UTF_8);
  }
}
