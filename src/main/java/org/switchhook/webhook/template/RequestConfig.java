package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.ProxyAddress;
import org.switchhook.soap.SoapVersion;

/** The object {@code request} of a row's {@code config}. Each error names the key. */
public final class RequestConfig {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final List<String> BODIES = List.of("body", "soap", "text");
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");

  /** RFC 9110, 8.3.1, no longer than the table holds. */
  private static final Pattern CONTENT_TYPE =
      Pattern.compile(
          "(?=.{1,500}$)[\\w!#$&^.+-]+/[\\w!#$&^.+-]+"
              + "([ \t]*;[ \t]*[\\w!#$&^.+-]+=([\\w!#$&^.+:/-]+|\"[^\"\\\\]*\"))*+");

  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]*");

  /** They are the connection's, or say how the answer may be packed. */
  private static final Set<String> OURS =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "webhook-id");

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final JsonNode request;
  private final Operations operations;

  private RequestConfig(JsonNode request, Operations operations) {
    this.request = request;
    this.operations = operations;
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it cannot work, saying why and what to write
   */
  public static RequestTemplate read(
      JsonNode request, UrlTemplate url, Fields fields, Operations operations) {
    RequestTemplate template = new RequestConfig(request, operations).template(url);
    template.placeholders().filter(one -> one.credential() == null).forEach(fields::check);
    return template;
  }

  private RequestTemplate template(UrlTemplate url) {
    Map<String, Template> headers = headers();
    String method = request.path("method").asText("POST").toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw fault("method", "is unknown; write one of " + String.join(", ", sorted(METHODS)));
    }
    Template type = headers.remove("Content-Type");
    BodyTemplate body = body(type == null ? "" : constant("Content-Type", type));
    RequestTemplate template =
        new RequestTemplate(
            method,
            url,
            templates("params", request.path("params")),
            Collections.unmodifiableMap(headers),
            body,
            new Transport(timeout(), proxy()),
            blocks());
    requireFit(template);
    return template;
  }

  private static void requireFit(RequestTemplate template) {
    BodyTemplate body = template.body();
    if (body != null && !CONTENT_TYPE.matcher(body.contentType()).matches()) {
      throw fault("headers", "Content-Type is none, or has more than 500 characters");
    }
    if (template.body() != null && !template.hasBody()) {
      throw fault("method", template.method() + " has no body; leave it out or write POST");
    }
    if (!template.params().isEmpty() && template.url().text().contains("#")) {
      throw fault("params", "cannot stand behind the '#' in url; leave that out");
    }
    if (template.body() != null
        && template.body().placeholders().anyMatch(one -> one.credential() != null)) {
      throw fault(
          "body", "is stored, so it may have no {authentications...}; headers and params may");
    }
  }

  private @Nullable BodyTemplate body(String contentType) {
    List<String> given = BODIES.stream().filter(request::has).toList();
    if (given.size() > 1) {
      throw fault(given.get(1), "stands beside " + given.get(0) + "; write one of them");
    }
    if (given.isEmpty()) {
      if (!contentType.isEmpty()) {
        throw fault("headers", "Content-Type needs a body; else the column format gives it");
      }
      return null;
    }
    String key = given.get(0);
    try {
      return body(key, contentType);
    } catch (IllegalArgumentException e) {
      throw fault(key, String.valueOf(e.getMessage()));
    }
  }

  private BodyTemplate body(String key, String contentType) {
    JsonNode written = request.path(key);
    if (key.equals("soap")) {
      return soap(written, contentType);
    }
    if (key.equals("text")) {
      return TextTemplate.of(text(key, written), contentType);
    }
    JsonTemplate json = JsonTemplate.of(written);
    if (contentType.startsWith(FormTemplate.FORM)) {
      return new FormTemplate(json);
    }
    return contentType.isEmpty() ? json : new TypedBody(json, contentType);
  }

  private SoapBody soap(JsonNode soap, String contentType) {
    if (!contentType.isEmpty()) {
      throw new IllegalArgumentException("has a Content-Type of its own; leave that header out");
    }
    for (String one : List.of("wsdl", "action")) {
      if (!soap.path(one).isTextual()) {
        throw new IllegalArgumentException(
            "write {\"wsdl\": ..., \"action\": ..., \"params\": {}}");
      }
    }
    String wsdl = soap.path("wsdl").asText();
    String action = soap.path("action").asText();
    if (!soap.path("params").isMissingNode() && !soap.path("params").isObject()) {
      throw new IllegalArgumentException("params is no object; write {\"name\": \"value\"}");
    }
    SoapVersion version =
        soap.has("version") ? SoapVersion.of(soap.path("version").asText()) : null;
    return new SoapBody(() -> operations.find(wsdl, action, version), soap.path("params"));
  }

  private Map<String, Template> headers() {
    Map<String, Template> headers = templates("headers", request.path("headers"));
    lines().forEach(headers::put);
    if (request.has("accept")) {
      headers.put("Accept", template("accept", request.path("accept")));
    }
    Map<String, Template> named = new LinkedHashMap<>();
    headers.forEach((name, value) -> named.put(headerName(name, value), value));
    return named;
  }

  private static String headerName(String name, Template value) {
    String low = name.toLowerCase(Locale.ROOT);
    if (!HEADER_NAME.matcher(name).matches()) {
      throw fault("headers", "'" + name + "' is no name of a header");
    }
    if (OURS.contains(low)) {
      throw fault("headers", name + " is set by the bridge itself; leave it out");
    }
    for (Template.Part part : value.parts()) {
      if (part instanceof Template.Literal literal
          && !PRINTABLE.matcher(literal.text()).matches()) {
        throw fault("headers", name + " has a character that is not printable ASCII");
      }
    }
    return low.equals("content-type") ? "Content-Type" : name;
  }

  /** ICTBroadcast's way: a header a line. */
  private Map<String, Template> lines() {
    Map<String, Template> headers = new LinkedHashMap<>();
    if (!request.has("headerLines")) {
      return headers;
    }
    for (String line : text("headerLines", request.path("headerLines")).split("\\R")) {
      int colon = line.indexOf(':');
      if (!line.isBlank() && colon < 1) {
        throw fault("headerLines", "write NAME: VALUE in each line");
      }
      if (!line.isBlank()) {
        headers.put(line.substring(0, colon).strip(), of("headerLines", line.substring(colon + 1)));
      }
    }
    return headers;
  }

  private static Map<String, Template> templates(String key, JsonNode object) {
    if (!object.isMissingNode() && !object.isObject()) {
      throw fault(key, "is no object; write {\"name\": \"value\"}");
    }
    Map<String, Template> templates = new LinkedHashMap<>();
    object.properties().forEach(one -> templates.put(one.getKey(), template(key, one.getValue())));
    return templates;
  }

  private static Template template(String key, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw fault(key, "has a value that is no text, number or boolean");
    }
    return of(key, value.asText());
  }

  private static Template of(String key, String text) {
    try {
      return Template.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw fault(key, String.valueOf(e.getMessage()));
    }
  }

  private static String constant(String name, Template value) {
    if (!value.isConstant()) {
      throw fault("headers", name + " may have no placeholder");
    }
    return value.example();
  }

  private static String text(String key, JsonNode value) {
    if (!value.isTextual()) {
      throw fault(key, "is no text");
    }
    return value.asText();
  }

  private boolean blocks() {
    JsonNode block = request.path("block");
    if (!block.isMissingNode() && !block.isBoolean()) {
      throw fault("block", "write true or false");
    }
    return block.asBoolean(false);
  }

  private @Nullable Duration timeout() {
    if (!request.has("timeout")) {
      return null;
    }
    double seconds = request.path("timeout").asDouble(0);
    if (!(seconds > 0) || seconds > LONGEST.toSeconds()) {
      throw fault("timeout", "write seconds, at most " + LONGEST.toSeconds());
    }
    return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
  }

  /** Sinch's words, and an address. */
  private @Nullable ProxyAddress proxy() {
    String proxy = request.has("proxy") ? text("proxy", request.path("proxy")) : "auto";
    if (proxy.equals("auto")) {
      return null;
    }
    try {
      return proxy.equals("no") ? ProxyAddress.NONE : ProxyAddress.of(proxy);
    } catch (IllegalArgumentException e) {
      throw fault("proxy", "write auto, no, or http://HOST:PORT without a user and a password");
    }
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private static IllegalArgumentException fault(String key, String what) {
    return new IllegalArgumentException("config: request." + key + ": " + what);
  }
}
