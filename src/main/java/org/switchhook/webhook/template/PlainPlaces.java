package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** The same everywhere. */
record PlainPlaces(Encoding encoding) implements TextPlaces {

  @Override
  public void pass(String text) {
    // nothing changes
  }

  @Override
  public Function<JsonNode, String> here(Template.Part part) {
    return encoding::encode;
  }
}
