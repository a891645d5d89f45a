package org.switchhook.webhook.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the request of a webhook is made of an event.
 *
 * @param params of the query, behind those that stand in the address
 * @param body absent: the event in the format of the row, where the method has a body at all
 * @param blocks webhooks of the same event with a higher ordinal wait for the answer
 */
public record RequestTemplate(
    String method,
    UrlTemplate url,
    Map<String, Template> params,
    Map<String, Template> headers,
    @Nullable BodyTemplate body,
    Transport transport,
    boolean blocks) {

  private static final Duration LONGEST_BLOCK = Duration.ofSeconds(10);

  private static final String POST = "POST";

  /** What has no body, whatever is asked for. */
  private static final Set<String> BARE = Set.of("GET", "HEAD");

  /** A POST to an address, of the event in the row's format. */
  public static RequestTemplate post(UrlTemplate url) {
    return new RequestTemplate(POST, url, Map.of(), Map.of(), null, Transport.USUAL, false);
  }

  /** Whether every request goes to the same address. */
  public boolean hasOneAddress() {
    return url.isConstant()
        && params.values().stream()
            .flatMap(Template::placeholders)
            .allMatch(p -> p.credential() != null);
  }

  /**
   * What an answer says against the request, whatever its status is; absent where that says it all.
   *
   * @param success it has a status of success
   */
  public @Nullable String objection(String answer, boolean success) {
    return body instanceof SoapBody ? SoapBody.objection(answer, success) : null;
  }

  /** What has to come from elsewhere before it can be sent; empty for nothing. */
  public String lack() {
    return body instanceof SoapBody soap ? soap.lack() : "";
  }

  /** For how long others wait for the answer at most, since the event. */
  public Duration blocksFor() {
    Duration own = transport.timeout();
    return own == null ? LONGEST_BLOCK : own;
  }

  /** Whether its requests have a body. */
  public boolean hasBody() {
    return !BARE.contains(method);
  }

  /** All that it asks the event for. */
  Stream<Placeholder> placeholders() {
    return Stream.of(
            url.placeholders().stream(),
            params.values().stream().flatMap(Template::placeholders),
            headers.values().stream().flatMap(Template::placeholders),
            body == null ? Stream.<Placeholder>empty() : body.placeholders())
        .flatMap(one -> one);
  }

  /** The rows of {@code credentials} whose secrets it sends along. */
  public Set<String> credentials() {
    return placeholders()
        .map(Placeholder::credential)
        .flatMap(Stream::ofNullable)
        .collect(Collectors.toSet());
  }

  /**
   * The address for one event.
   *
   * @throws NoValueException where a value is missing
   */
  public String url(Values values) {
    StringBuilder address = new StringBuilder(url.render(values));
    params.forEach(
        (name, value) -> {
          if (!value.isAbsent(values)) {
            char before = address.indexOf("?") < 0 ? '?' : '&';
            address.append(before).append(Encoding.URL.encode(name)).append('=');
            address.append(value.render(values, Encoding.URL));
          }
        });
    return address.toString();
  }

  /**
   * The headers for one event, beside those that every request has.
   *
   * @throws NoValueException where a value is missing
   */
  public Map<String, String> headers(Values values) {
    Map<String, String> rendered = new LinkedHashMap<>();
    if (body instanceof SoapBody soap) {
      rendered.putAll(soap.headers());
    }
    headers.forEach(
        (name, value) -> {
          if (!value.isAbsent(values)) {
            rendered.put(name, value.render(values, Encoding.HEADER));
          }
        });
    return rendered;
  }
}
