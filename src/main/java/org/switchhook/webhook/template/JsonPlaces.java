package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** Within a string of JSON, or where a whole value stands. */
final class JsonPlaces implements TextPlaces {

  private boolean inString;

  @Override
  public void pass(String text) {
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == '\\' && inString) {
        i++;
      } else if (one == '"') {
        inString = !inString;
      }
    }
  }

  @Override
  public Function<JsonNode, String> here(Template.Part part) {
    return inString ? Encoding.JSON::encode : JsonNode::toString;
  }
}
