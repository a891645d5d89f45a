package org.switchhook.webhook.template;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a value is written where it stands, so that it cannot be anything but a value there. */
public enum Encoding {
  /** As it is. */
  PLAIN {
    @Override
    String encode(String text) {
      return text;
    }
  },
  /** A segment of a path, or a value behind the question mark (RFC 3986). */
  URL {
    @Override
    String encode(String text) {
      return percentEncoded(text, UNRESERVED);
    }
  },
  /** {@code application/x-www-form-urlencoded}. */
  FORM {
    @Override
    String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  },
  /** Printable ASCII; of the rest, and of the percent sign, the UTF-8 in percent signs. */
  HEADER {
    @Override
    String encode(String text) {
      return percentEncoded(text, PRINTABLE);
    }
  },
  /** Between the quotes of a JSON string. */
  JSON {
    @Override
    String encode(String text) {
      return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
  },
  /** Text or an attribute's value. What XML 1.0 cannot hold is U+FFFD. */
  XML {
    @Override
    String encode(String text) {
      StringBuilder xml = new StringBuilder();
      text.codePoints().forEach(c -> xml.append(xml(c)));
      return xml.toString();
    }
  };

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String UNRESERVED = LETTERS + "-._~";
  private static final String PRINTABLE = LETTERS + " -._~!\"#$&'()*+,/:;<=>?@[\\]^`{|}";

  /** Of a text that is a value. */
  abstract String encode(String text);

  /** A value that is no text is its JSON. */
  String encode(JsonNode value) {
    return encode(value.isValueNode() ? value.asText() : value.toString());
  }

  private static String percentEncoded(String text, String asTheyAre) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      if (one >= 0 && asTheyAre.indexOf(one) >= 0) {
        encoded.append((char) one);
      } else {
        encoded.append('%').append(String.format(Locale.ROOT, "%02X", one));
      }
    }
    return encoded.toString();
  }

  private static String xml(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&apos;";
      // Written as they are, a parser makes blanks and line feeds of them.
      case '\t', '\n', '\r' -> "&#" + c + ";";
      default -> isXml(c) ? Character.toString(c) : "\uFFFD";
    };
  }

  /** Char of XML 1.0, 2.2; half of a surrogate pair is none. */
  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
