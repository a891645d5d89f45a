package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One value of a type that XML Schema has built in, perhaps of fewer than all.
 *
 * @param facets each of them holds
 */
record AtomicType(String name, BuiltInType base, List<Facet> facets) implements SimpleType {

  @Override
  public String text(JsonNode value) {
    String text = base.trimmed(Scalar.text(value));
    if (!base.has(text)) {
      throw new IllegalArgumentException("is no " + name);
    }
    for (Facet facet : facets) {
      facet.check(text, base);
    }
    return text;
  }

  @Override
  public boolean mayBeEmpty() {
    return base.has("");
  }
}
