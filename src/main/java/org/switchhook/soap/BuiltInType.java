package org.switchhook.soap;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * A simple type of XML Schema 1.0 (part 2, section 3).
 *
 * @param blanks those around a value are a part of it
 */
record BuiltInType(String name, boolean blanks, boolean numeric, Predicate<String> values) {

  private static final Map<String, BuiltInType> ALL = new HashMap<>();

  /** Dates and decimals; what is longer is none, and costs nothing to see. */
  private static final int LONGEST = 500;

  private static final DatatypeFactory DATES = DatatypeFactory.newDefaultInstance();

  static {
    for (String text : new String[] {"string", "normalizedString", "anySimpleType"}) {
      text(text, true, any -> true);
    }
    // QName: what its prefix means is not known here.
    for (String text : new String[] {"token", "anyURI", "QName", "NOTATION"}) {
      text(text, false, any -> true);
    }
    text("boolean", false, Pattern.compile("true|false|1|0").asMatchPredicate());
    text(
        "language",
        false,
        Pattern.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8}){0,20}").asMatchPredicate());
    Predicate<String> hex = Pattern.compile("[0-9a-fA-F]*").asMatchPredicate();
    text("hexBinary", false, text -> text.length() % 2 == 0 && hex.test(text));
    text("base64Binary", false, BuiltInType::isBase64);
    for (String word : new String[] {"Name", "NCName", "NMTOKEN", "ID", "IDREF", "ENTITY"}) {
      text(word, false, Pattern.compile("[^\\s<>&\"',;()\\[\\]{}]+").asMatchPredicate());
    }
    for (String words : new String[] {"NMTOKENS", "IDREFS", "ENTITIES"}) {
      text(words, false, text -> !text.isEmpty());
    }
    numbers();
    calendar();
  }

  /** The type of that name, without its namespace; absent when there is none. */
  static @Nullable BuiltInType of(String name) {
    return ALL.get(name);
  }

  /** As it is written: blanks around a number are none of it. */
  String trimmed(String text) {
    return blanks ? text : text.strip();
  }

  boolean has(String text) {
    return values.test(text);
  }

  private static void text(String name, boolean blanks, Predicate<String> values) {
    ALL.put(name, new BuiltInType(name, blanks, false, values));
  }

  private static void number(String name, Predicate<String> values) {
    ALL.put(
        name,
        new BuiltInType(name, false, true, text -> text.length() <= LONGEST && values.test(text)));
  }

  private static void numbers() {
    Predicate<String> decimal =
        Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)").asMatchPredicate();
    number("decimal", decimal);
    Predicate<String> real =
        Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN")
            .asMatchPredicate();
    text("float", false, text -> text.length() <= LONGEST && real.test(text));
    text("double", false, text -> text.length() <= LONGEST && real.test(text));
    integer("integer", null, null);
    integer("nonPositiveInteger", null, "0");
    integer("negativeInteger", null, "-1");
    integer("nonNegativeInteger", "0", null);
    integer("positiveInteger", "1", null);
    integer("long", "-9223372036854775808", "9223372036854775807");
    integer("int", "-2147483648", "2147483647");
    integer("short", "-32768", "32767");
    integer("byte", "-128", "127");
    integer("unsignedLong", "0", "18446744073709551615");
    integer("unsignedInt", "0", "4294967295");
    integer("unsignedShort", "0", "65535");
    integer("unsignedByte", "0", "255");
  }

  private static void integer(String name, @Nullable String least, @Nullable String most) {
    Predicate<String> digits = Pattern.compile("[+-]?[0-9]+").asMatchPredicate();
    BigInteger low = least == null ? null : new BigInteger(least);
    BigInteger high = most == null ? null : new BigInteger(most);
    number(
        name,
        text -> {
          if (!digits.test(text)) {
            return false;
          }
          BigInteger value = new BigInteger(text);
          return (low == null || low.compareTo(value) <= 0)
              && (high == null || high.compareTo(value) >= 0);
        });
  }

  private static void calendar() {
    for (QName type :
        new QName[] {
          DatatypeConstants.DATETIME,
          DatatypeConstants.DATE,
          DatatypeConstants.TIME,
          DatatypeConstants.GYEARMONTH,
          DatatypeConstants.GYEAR,
          DatatypeConstants.GMONTHDAY,
          DatatypeConstants.GMONTH,
          DatatypeConstants.GDAY
        }) {
      text(type.getLocalPart(), false, text -> isDate(text, type));
    }
    text("duration", false, BuiltInType::isDuration);
  }

  private static boolean isDate(String text, QName type) {
    try {
      return text.length() <= LONGEST
          && DATES.newXMLGregorianCalendar(text).getXMLSchemaType().equals(type);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false;
    }
  }

  private static boolean isDuration(String text) {
    try {
      return text.length() <= LONGEST && DATES.newDuration(text).getSign() < 2;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** With the signs that fill it up, which the decoder can do without. */
  private static boolean isBase64(String text) {
    String signs = text.replaceAll("\\s", "");
    try {
      Base64.getDecoder().decode(signs);
      return signs.length() % 4 == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static boolean isBuiltIn(QName type) {
    return XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(type.getNamespaceURI());
  }
}
