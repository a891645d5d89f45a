package org.switchhook.soap;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.ws.commons.schema.XmlSchemaEnumerationFacet;
import org.apache.ws.commons.schema.XmlSchemaFacet;
import org.apache.ws.commons.schema.XmlSchemaFractionDigitsFacet;
import org.apache.ws.commons.schema.XmlSchemaLengthFacet;
import org.apache.ws.commons.schema.XmlSchemaMaxExclusiveFacet;
import org.apache.ws.commons.schema.XmlSchemaMaxInclusiveFacet;
import org.apache.ws.commons.schema.XmlSchemaMaxLengthFacet;
import org.apache.ws.commons.schema.XmlSchemaMinExclusiveFacet;
import org.apache.ws.commons.schema.XmlSchemaMinInclusiveFacet;
import org.apache.ws.commons.schema.XmlSchemaMinLengthFacet;
import org.apache.ws.commons.schema.XmlSchemaTotalDigitsFacet;
import org.jspecify.annotations.Nullable;

/** A schema's facets as ours; those that we do not check are left out. */
final class Facets {

  /** A limit of this length is a number; a longer one limits nothing that is sent. */
  private static final int LONGEST_LIMIT = 100;

  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private Facets() {}

  static List<Facet> of(List<XmlSchemaFacet> schemaFacets) {
    List<Facet> facets = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (XmlSchemaFacet facet : schemaFacets) {
      String value = String.valueOf(facet.getValue());
      Facet limit = facet instanceof XmlSchemaEnumerationFacet ? null : limit(facet, number(value));
      if (limit != null) {
        facets.add(limit);
      }
      if (facet instanceof XmlSchemaEnumerationFacet) {
        values.add(value);
      }
    }
    if (!values.isEmpty()) {
      facets.add(new Facet.Enumeration(List.copyOf(values)));
    }
    return facets;
  }

  private static @Nullable Facet limit(XmlSchemaFacet facet, @Nullable BigDecimal limit) {
    if (limit == null) {
      return null;
    }
    int count = limit.max(BigDecimal.ZERO).min(MOST).intValue();
    if (facet instanceof XmlSchemaLengthFacet) {
      return new Facet.Length(count, count);
    }
    if (facet instanceof XmlSchemaMinLengthFacet) {
      return new Facet.Length(count, Integer.MAX_VALUE);
    }
    if (facet instanceof XmlSchemaMaxLengthFacet) {
      return new Facet.Length(0, count);
    }
    if (facet instanceof XmlSchemaTotalDigitsFacet) {
      return new Facet.Digits(count, Integer.MAX_VALUE);
    }
    if (facet instanceof XmlSchemaFractionDigitsFacet) {
      return new Facet.Digits(Integer.MAX_VALUE, count);
    }
    return range(facet, limit);
  }

  private static @Nullable Facet range(XmlSchemaFacet facet, BigDecimal limit) {
    if (facet instanceof XmlSchemaMinInclusiveFacet) {
      return new Facet.Range(">=", limit);
    }
    if (facet instanceof XmlSchemaMinExclusiveFacet) {
      return new Facet.Range(">", limit);
    }
    if (facet instanceof XmlSchemaMaxInclusiveFacet) {
      return new Facet.Range("<=", limit);
    }
    return facet instanceof XmlSchemaMaxExclusiveFacet ? new Facet.Range("<", limit) : null;
  }

  private static @Nullable BigDecimal number(String value) {
    String digits = value.strip();
    if (!digits.matches("[+-]?[0-9]+(\\.[0-9]*)?") || digits.length() > LONGEST_LIMIT) {
      return null;
    }
    return new BigDecimal(digits);
  }
}
