package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders: {@code {call.from.number}}, {@code {call.from.name|nobody}}, and
 * ICTBroadcast's tokens, {@code [contact:phone]}. Two braces stand for one.
 */
public final class Template {

  /** A dotted path, of a length that a person writes; names of data may have a hyphen. */
  private static final String PATH = "[A-Za-z_][A-Za-z0-9_-]{0,63}(?:\\.[A-Za-z0-9_-]{1,64}){0,15}";

  private static final Pattern PARTS =
      Pattern.compile(
          "\\{\\{|\\{(?<path>" + PATH + ")(?:\\|(?<fallback>[^{}]*))?}|" + Token.PATTERN + "|\\{");

  private final List<Part> parts;

  /** A piece of it. */
  sealed interface Part permits Literal, Placeholder {}

  /** What stands as it is written. */
  record Literal(String text) implements Part {}

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when a brace begins no placeholder
   */
  public static Template of(String text) {
    return read(text, false);
  }

  /** The same of a text in which braces have a meaning of their own: such a one stays as it is. */
  static Template amongBraces(String text) {
    return read(text, true);
  }

  private static Template read(String text, boolean bracesStay) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    Matcher matcher = PARTS.matcher(text);
    int at = 0;
    while (matcher.find()) {
      literal.append(text, at, matcher.start());
      at = matcher.end();
      Placeholder placeholder = placeholder(matcher);
      if (placeholder != null) {
        flush(literal, parts);
        parts.add(placeholder);
      } else if (matcher.group().equals("{{") || bracesStay) {
        literal.append('{');
      } else {
        throw new IllegalArgumentException(
            "'{' at character %d begins no placeholder; write {{ for a brace"
                .formatted(matcher.start() + 1));
      }
    }
    flush(literal.append(text, at, text.length()), parts);
    return new Template(List.copyOf(parts));
  }

  private static @Nullable Placeholder placeholder(Matcher matcher) {
    String path = matcher.group("path");
    if (path != null) {
      return new Placeholder(path, matcher.group("fallback"));
    }
    String token = matcher.group("token");
    return token == null ? null : Token.placeholder(matcher.group("of"), token);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  List<Part> parts() {
    return parts;
  }

  /** In the order in which they stand. */
  public Stream<Placeholder> placeholders() {
    return parts.stream().filter(Placeholder.class::isInstance).map(Placeholder.class::cast);
  }

  boolean isConstant() {
    return placeholders().findAny().isEmpty();
  }

  /** Itself with a digit for each placeholder. */
  String example() {
    return parts.stream()
        .map(part -> part instanceof Literal literal ? literal.text() : "0")
        .collect(Collectors.joining());
  }

  /** The one placeholder that it is made of; absent where it has other text too. */
  private @Nullable Placeholder only() {
    return parts.size() == 1 && parts.get(0) instanceof Placeholder one ? one : null;
  }

  /**
   * As a text, each value encoded for its place.
   *
   * @throws NoValueException where the event lacks one that has no fallback
   */
  public String render(Values values, Encoding encoding) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          part instanceof Placeholder placeholder
              ? render(placeholder, values, encoding)
              : ((Literal) part).text());
      Limit.check(text.length());
    }
    return text.toString();
  }

  private static String render(Placeholder placeholder, Values values, Encoding encoding) {
    // A secret is no caller's, and in a header it has to arrive as it is.
    boolean asItIs = encoding == Encoding.HEADER && placeholder.credential() != null;
    return (asItIs ? Encoding.PLAIN : encoding).encode(values.require(placeholder));
  }

  /** Whether it asks for one value and nothing else, and the event does not have it. */
  boolean isAbsent(Values values) {
    Placeholder one = only();
    return one != null && one.fallback() == null && values.find(one) == null;
  }

  /** As JSON: a value by itself keeps its type, also an object; one that is absent is null. */
  JsonNode json(Values values) {
    Placeholder one = only();
    if (one == null) {
      return TextNode.valueOf(render(values, Encoding.PLAIN));
    }
    return isAbsent(values) ? NullNode.getInstance() : values.require(one);
  }
}
