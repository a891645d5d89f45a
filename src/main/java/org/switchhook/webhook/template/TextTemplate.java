package org.switchhook.webhook.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** A body as it is written, in which each value is encoded for the place where it stands. */
public final class TextTemplate implements BodyTemplate {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String contentType;
  private final List<Piece> pieces;

  /** A literal, or a placeholder and what encodes its value. */
  private record Piece(Template.Part part, Function<JsonNode, String> encoding) {}

  private TextTemplate(String contentType, List<Piece> pieces) {
    this.contentType = contentType;
    this.pieces = pieces;
  }

  /**
   * Reads it.
   *
   * @param contentType tells what the text is; empty: its first character does
   * @throws IllegalArgumentException when a placeholder stands where no value can, or the text is
   *     not what its content type says
   */
  public static TextTemplate of(String text, String contentType) {
    String type = contentType.isEmpty() ? guess(text) : contentType;
    TextPlaces places = places(type.toLowerCase(Locale.ROOT));
    Template template = Template.amongBraces(text);
    if (places instanceof PlainPlaces && !template.isConstant() && hasShape(text)) {
      throw new IllegalArgumentException(
          "it begins as JSON or XML does; say so in the header Content-Type, or a value could be"
              + " anything there");
    }
    if (places instanceof JsonPlaces) {
      requireJson(template);
    }
    List<Piece> pieces = new ArrayList<>();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Literal literal) {
        places.pass(literal.text());
      }
      pieces.add(new Piece(part, places.here(part)));
    }
    return new TextTemplate(type, List.copyOf(pieces));
  }

  private static String guess(String text) {
    String start = text.stripLeading();
    if (start.startsWith("<")) {
      return "application/xml; charset=utf-8";
    }
    boolean json = start.startsWith("{") || start.startsWith("[");
    return json ? "application/json" : "text/plain; charset=utf-8";
  }

  private static boolean hasShape(String text) {
    return text.stripLeading().matches("(?s)[<{\\[](?!(contact|call|campaign):).*")
        && !text.stripLeading().matches("(?s)\\{[A-Za-z_].*");
  }

  private static TextPlaces places(String type) {
    if (type.matches("[^;]*json.*")) {
      return new JsonPlaces();
    }
    if (type.matches("[^;]*(xml|html).*")) {
      return new XmlPlaces();
    }
    return new PlainPlaces(type.startsWith(FormTemplate.FORM) ? Encoding.FORM : Encoding.PLAIN);
  }

  private static void requireJson(Template template) {
    try {
      JSON.readTree(template.example());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "its content type is JSON and it is none: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public String contentType() {
    return contentType;
  }

  @Override
  public Stream<Placeholder> placeholders() {
    return pieces.stream()
        .map(Piece::part)
        .filter(Placeholder.class::isInstance)
        .map(Placeholder.class::cast);
  }

  @Override
  public String render(Values values) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(
          piece.part instanceof Placeholder placeholder
              ? piece.encoding.apply(values.require(placeholder))
              : ((Template.Literal) piece.part).text());
      Limit.check(text.length());
    }
    return text.toString();
  }
}
