package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.switchhook.xml.XmlTree;

/**
 * What a service says when it could not do what was asked (SOAP 1.1, section 4.4; SOAP 1.2, section
 * 5.4). It may come with any status.
 *
 * @param code without its namespace, e.g. {@code Server}; that of SOAP 1.2 with those below it
 * @param reason for people, on one line
 */
public record Fault(String code, String reason) {

  private static final int LONGEST_CODE = 100;
  private static final int LONGEST_REASON = 500;
  private static final int MOST_CODES = 5;

  /**
   * The fault in an answer.
   *
   * @param answer its body; may be cut
   * @return empty when there is none, as in an answer without a body
   * @throws IllegalArgumentException when it is no answer of SOAP: no XML, with a DOCTYPE, or
   *     another document; says so
   */
  public static Optional<Fault> in(String answer) {
    if (answer.isBlank()) {
      return Optional.empty();
    }
    JsonNode envelope = XmlTree.readStart(answer).get("Envelope");
    if (envelope == null) {
      throw new IllegalArgumentException("the answer is XML, but no SOAP envelope");
    }
    JsonNode fault = first(envelope.path("Body").path("Fault"));
    return fault.isMissingNode() ? Optional.empty() : Optional.of(of(fault));
  }

  private static Fault of(JsonNode fault) {
    return fault.has("Code") || fault.has("Reason")
        ? new Fault(
            codes(fault.path("Code")),
            line(text(fault.path("Reason").path("Text")), LONGEST_REASON))
        : new Fault(
            code(text(fault.path("faultcode"))),
            line(text(fault.path("faultstring")), LONGEST_REASON));
  }

  private static String codes(JsonNode top) {
    StringBuilder codes = new StringBuilder(code(text(top.path("Value"))));
    JsonNode below = top.path("Subcode");
    for (int i = 0; i < MOST_CODES && below.has("Value"); i++) {
      codes.append('/').append(code(text(below.path("Value"))));
      below = below.path("Subcode");
    }
    return codes.toString();
  }

  private static String code(String name) {
    return line(name.substring(name.indexOf(':') + 1), LONGEST_CODE);
  }

  /** In the first language. */
  private static String text(JsonNode node) {
    JsonNode one = first(node);
    return one.isObject() ? one.path("#text").asText() : one.asText();
  }

  private static JsonNode first(JsonNode node) {
    return node.isArray() ? node.path(0) : node;
  }

  /** What a receiver says may begin no line of a log. */
  private static String line(String text, int longest) {
    String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
    return line.length() > longest ? line.substring(0, longest) + "…" : line;
  }

  /** For a log or an attempt. */
  @Override
  public String toString() {
    return "SOAP Fault " + code + ": " + reason;
  }
}
