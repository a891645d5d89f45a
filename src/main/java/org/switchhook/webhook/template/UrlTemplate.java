package org.switchhook.webhook.template;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address with placeholders in its path and its query. */
public final class UrlTemplate {

  private static final Pattern BEFORE_THE_PATH =
      Pattern.compile("(?i)(?<origin>https?://[^/?#]+)(?<rest>.*)");

  /**
   * A segment of the path that is {@code .} or {@code ..}; Tomcat looks for it before a ';' too.
   */
  private static final Pattern STEP = Pattern.compile("^[^?#]*?/\\.\\.?(?:[;/?#]|$)");

  private static final Pattern SEGMENT = Pattern.compile("\\G/+[^/?#]+");

  private final String text;
  private final String origin;
  private final Template rest;
  private final String example;
  private final boolean constant;
  private final long segments;

  private UrlTemplate(String text, String origin, Template rest) {
    this.text = text;
    this.origin = origin;
    this.rest = rest;
    this.example = origin + rest.example();
    this.constant = rest.isConstant();
    this.segments = segments(rest.example());
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when there is a placeholder where none may be
   */
  public static UrlTemplate of(String url) {
    Matcher parts = BEFORE_THE_PATH.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException("url: write http:// or https:// and a host");
    }
    String origin = parts.group("origin");
    // A caller must not choose whom the bridge talks to.
    if (!Template.amongBraces(origin).isConstant()) {
      throw new IllegalArgumentException(
          "url: no placeholder may stand before the path; write host and port as they are");
    }
    Template rest = template(parts.group("rest"));
    if (rest.placeholders().anyMatch(one -> one.credential() != null)) {
      throw new IllegalArgumentException(
          "url: {authentications...} may stand in headers and params alone");
    }
    return new UrlTemplate(url, origin, rest);
  }

  private static Template template(String rest) {
    try {
      return Template.of(rest);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("url: behind the host, " + e.getMessage(), e);
    }
  }

  /** Those of the path that are not empty: without one of them it is another path. */
  private static long segments(String rest) {
    return SEGMENT.matcher(rest).results().count();
  }

  /** As it is in the row. */
  public String text() {
    return text;
  }

  /** An address that it may become. */
  public String example() {
    return example;
  }

  boolean isConstant() {
    return constant;
  }

  List<Placeholder> placeholders() {
    return rest.placeholders().toList();
  }

  /**
   * The address for one event.
   *
   * @throws NoValueException where a value is missing, or would lead to another path
   */
  public String render(Values values) {
    if (constant) {
      return example;
    }
    String rendered = rest.render(values, Encoding.URL);
    // HTTP clients take these for steps, also with their dots encoded.
    if (STEP.matcher(rendered).find()) {
      throw new NoValueException("url: a value of this event is '.' or '..', which is no segment");
    }
    if (segments(rendered) < segments) {
      throw new NoValueException("url: a value of this event is empty, which is no segment");
    }
    return origin + rendered;
  }
}
