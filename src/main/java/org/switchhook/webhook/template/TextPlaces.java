package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** Follows a text, and knows how a value is encoded at the place that it has come to. */
interface TextPlaces {

  /** Goes on behind that text. */
  void pass(String text);

  /**
   * How a value is encoded here.
   *
   * @throws IllegalArgumentException when a placeholder can stand for nothing here
   */
  Function<JsonNode, String> here(Template.Part part);
}
