package org.switchhook.soap;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A limit of a type's values: the ones that are listed, the length of a text, the range and the
 * digits of a number. Patterns and ranges of dates are the service's to check.
 */
sealed interface Facet {

  /**
   * Looks whether the text keeps to it.
   *
   * @throws IllegalArgumentException when it does not; does not repeat it
   */
  void check(String text, BuiltInType base);

  /** One of these. */
  record Enumeration(List<String> values) implements Facet {

    private static final int MOST_SHOWN = 30;

    @Override
    public void check(String text, BuiltInType base) {
      boolean known =
          base.numeric()
              ? values.stream().anyMatch(value -> isSame(value, text, base))
              : values.contains(text);
      if (!known) {
        String more = values.size() > MOST_SHOWN ? ", …" : "";
        throw new IllegalArgumentException(
            values.stream().limit(MOST_SHOWN).collect(Collectors.joining(", ", "takes ", more)));
      }
    }

    private static boolean isSame(String value, String text, BuiltInType base) {
      String known = value.strip();
      return base.has(known) && new BigDecimal(known).compareTo(new BigDecimal(text)) == 0;
    }
  }

  /** Characters of a text. */
  record Length(int min, int max) implements Facet {

    @Override
    public void check(String text, BuiltInType base) {
      int length = text.codePointCount(0, text.length());
      if (COUNTED.contains(base.name()) && (length < min || length > max)) {
        throw new IllegalArgumentException(
            "has "
                + length
                + " characters; "
                + (length < min ? min + " is the least" : max + " is the most"));
      }
    }

    private static final Set<String> COUNTED =
        Set.of("string", "normalizedString", "token", "anyURI", "Name", "NCName", "NMTOKEN");
  }

  /** How a number stands to a limit. */
  record Range(String comparison, BigDecimal limit) implements Facet {

    @Override
    public void check(String text, BuiltInType base) {
      if (!base.numeric()) {
        return;
      }
      int order = new BigDecimal(text).compareTo(limit);
      boolean kept =
          switch (comparison) {
            case ">=" -> order >= 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            default -> order < 0;
          };
      if (!kept) {
        throw new IllegalArgumentException("is not " + comparison + " " + limit.toPlainString());
      }
    }
  }

  /** Digits of a number: in all, and behind the point. */
  record Digits(int total, int fraction) implements Facet {

    @Override
    public void check(String text, BuiltInType base) {
      if (!base.numeric()) {
        return;
      }
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      int behind = Math.max(0, number.scale());
      if (behind > fraction
          || Math.max(number.precision(), behind) - Math.min(0, number.scale()) > total) {
        throw new IllegalArgumentException(
            "has more than "
                + (behind > fraction ? fraction + " digits behind the point" : total + " digits"));
      }
    }
  }
}
