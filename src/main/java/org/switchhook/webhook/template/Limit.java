package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** How long what is rendered may be: a template may ask for the same value a thousand times. */
final class Limit {

  private static final int CHARACTERS = 256 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Limit() {}

  /**
   * Looks whether it is within the limit.
   *
   * @throws NoValueException when it is not
   */
  static void check(long characters) {
    if (characters > CHARACTERS) {
      throw new NoValueException(
          "what it makes of this event has more than " + CHARACTERS + " characters");
    }
  }

  /** The text of JSON; one that is too long is never made. */
  static String text(JsonNode json) {
    StringWriter text =
        new StringWriter() {
          @Override
          public void write(char[] part, int offset, int length) {
            check(getBuffer().length() + (long) length);
            super.write(part, offset, length);
          }

          @Override
          public void write(String part, int offset, int length) {
            check(getBuffer().length() + (long) length);
            super.write(part, offset, length);
          }
        };
    try {
      JSON.writeValue(text, json);
    } catch (IOException e) {
      if (e.getCause() instanceof NoValueException tooLong) {
        throw tooLong;
      }
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
