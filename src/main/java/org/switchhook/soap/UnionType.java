package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A value of any of its types. */
record UnionType(String name, List<SimpleType> members) implements SimpleType {

  @Override
  public String text(JsonNode value) {
    for (SimpleType member : members) {
      try {
        return member.text(value);
      } catch (IllegalArgumentException e) {
        // The next one may have it.
      }
    }
    throw new IllegalArgumentException("is no " + name);
  }

  @Override
  public boolean mayBeEmpty() {
    return members.stream().anyMatch(SimpleType::mayBeEmpty);
  }
}
