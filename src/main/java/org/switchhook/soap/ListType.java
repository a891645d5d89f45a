package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Several values with blanks between; given as an array, or written so. */
record ListType(String name, SimpleType item) implements SimpleType {

  @Override
  public String text(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(item::text)
          .collect(Collectors.joining(" "));
    }
    return Scalar.text(value);
  }
}
