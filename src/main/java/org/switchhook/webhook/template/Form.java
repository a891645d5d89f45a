package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/**
 * JSON as a form: each value by its path, {@code call.from.number=1001}, the items of a list by
 * their number from 0, {@code segments.0.talkMs=4000}. An empty list or object gives no field.
 */
public final class Form {

  private Form() {}

  /** Ready to be sent. */
  public static String of(JsonNode json) {
    StringJoiner form = new StringJoiner("&");
    add(form, "", json);
    return form.toString();
  }

  private static void add(StringJoiner form, String path, JsonNode value) {
    if (value.isValueNode()) {
      form.add(Encoding.FORM.encode(path) + "=" + Encoding.FORM.encode(value.asText("")));
      return;
    }
    String before = path.isEmpty() ? "" : path + ".";
    value.properties().forEach(field -> add(form, before + field.getKey(), field.getValue()));
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      add(form, before + i, value.get(i));
    }
  }
}
