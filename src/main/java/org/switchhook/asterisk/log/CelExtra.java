package org.switchhook.asterisk.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The JSON object of a text, as its names and values. */
final class CelExtra {

  private static final JsonFactory JSON = new JsonFactory();

  private CelExtra() {}

  /**
   * Its names in lower case, and those values alone that are texts or numbers; none where it is no
   * object. Of one that is cut off, as a column may be too short, what stands before that.
   */
  static Map<String, String> of(String text) {
    Map<String, String> values = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        read(json, values);
      }
    } catch (IOException e) {
      // What was whole has been read.
    }
    return values;
  }

  private static void read(JsonParser json, Map<String, String> values) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName().toLowerCase(Locale.ROOT);
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
        values.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
  }
}
