package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** A JSON value as one text. */
final class Scalar {

  /** 1e999999999 is short in JSON, and a gigabyte when written out. */
  private static final int MOST_DIGITS = 400;

  private Scalar() {}

  /**
   * The text as it is, a number without exponent, {@code true} or {@code false}.
   *
   * @throws IllegalArgumentException when it is no single value
   */
  static String text(JsonNode value) {
    if (value.isTextual() || value.isBoolean()) {
      return value.asText();
    }
    if (value.isNumber()) {
      return number(value);
    }
    throw new IllegalArgumentException(
        value.isArray() ? "takes one value, not a list" : "takes one value, not an object");
  }

  private static String number(JsonNode value) {
    // JSON has no infinity: it is what a number became that fits no double.
    if (Double.isFinite(value.doubleValue())) {
      BigDecimal number = value.decimalValue().stripTrailingZeros();
      if (Math.abs((long) number.scale()) + number.precision() <= MOST_DIGITS) {
        return number.toPlainString();
      }
    }
    throw new IllegalArgumentException("is a number of more than " + MOST_DIGITS + " digits");
  }
}
