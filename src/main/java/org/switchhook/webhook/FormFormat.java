package org.switchhook.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.switchhook.event.Event;

/**
 * The canonical JSON as a form: each value by its path, {@code call.from.number=1001}, the items of
 * a list by their number from 0, {@code segments.0.talkMs=4000}. An empty list or object gives no
 * field.
 */
final class FormFormat {

  private FormFormat() {}

  static String render(Event event) {
    return render(EventJson.tree(event));
  }

  static String render(JsonNode json) {
    StringJoiner form = new StringJoiner("&");
    add(form, "", json);
    return form.toString();
  }

  private static void add(StringJoiner form, String path, JsonNode value) {
    if (value.isValueNode()) {
      form.add(encoded(path) + "=" + encoded(value.asText()));
      return;
    }
    String before = path.isEmpty() ? "" : path + ".";
    value.properties().forEach(field -> add(form, before + field.getKey(), field.getValue()));
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      add(form, before + i, value.get(i));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
