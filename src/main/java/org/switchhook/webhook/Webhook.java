package org.switchhook.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Secret;
import org.switchhook.event.Event;
import org.switchhook.webhook.template.Operations;
import org.switchhook.webhook.template.RequestTemplate;
import org.switchhook.webhook.template.ResponseTemplate;
import org.switchhook.webhook.template.UrlTemplate;

/**
 * A row of {@code webhooks} that can work.
 *
 * @param ordinal of several that set something on a call, the lowest counts
 * @param events in the order of the row
 * @param request its address may hold a password, so it is in no message and no log
 * @param response what is made of the answers
 * @param credential what its requests go with; absent where they need none
 * @param borne those whose secrets stand in its requests, by name
 * @param ordered events of one call arrive in their order
 * @param filter which of these events it wants
 * @param fallback what serves a dialplan where there is no answer
 */
public record Webhook(
    long id,
    int ordinal,
    String name,
    List<EventName> events,
    RequestTemplate request,
    ResponseTemplate response,
    @Nullable Credential credential,
    Map<String, Credential> borne,
    Format format,
    boolean ordered,
    Filter filter,
    Fallback fallback) {

  private static final int LONGEST_URL = 2048;

  /**
   * The row as an object.
   *
   * @throws IllegalArgumentException when it cannot work, saying why and what to write
   */
  static Webhook of(WebhookRow row, Credentials credentials, Operations operations) {
    List<EventName> events = EventName.list(row.event());
    Format format = Format.of(row.format());
    for (EventName name : events) {
      if (format == Format.UCONTACT && !name.ucontact()) {
        throw new IllegalArgumentException(
            "format ucontact has no shape for the event '" + name + "'; write standard or ''");
      }
    }
    RowConfig config = RowConfig.of(row.config());
    Credential credential = credentials.find(row.credential());
    config.check(credential);
    RequestTemplate request = config.request(address(row.url()), events, operations);
    return new Webhook(
        row.id(),
        row.ordinal(),
        row.name(),
        events,
        request,
        config.response(events),
        credential,
        credentials.borne(request.credentials()),
        format,
        row.ordered(),
        Filter.of(row.wish(), config.condition()),
        config.fallback(events));
  }

  /** What stands for {@code {authentications.NAME}} in its requests. */
  public Map<String, Secret> secrets() {
    Map<String, Secret> secrets = new HashMap<>();
    borne.forEach((name, one) -> secrets.put(name, Credentials.secret(one)));
    return secrets;
  }

  /** What its requests are signed with. */
  public SigningKeys signing() {
    return credential instanceof SigningCredential own ? own.keys() : SigningKeys.NONE;
  }

  /** Whether a dialplan may call it. */
  public boolean mayBeAsked() {
    return events.contains(EventName.of(EventName.ASK));
  }

  /** The first of its names that asks for the event: a row matches an event once at most. */
  public Optional<EventName> match(Event event) {
    return events.stream().filter(name -> name.matches(event)).findFirst();
  }

  /** How events go out that the name matched. */
  Format formatFor(EventName name) {
    if (format == Format.BY_NAME) {
      return name.ucontact() ? Format.UCONTACT : Format.STANDARD;
    }
    return format;
  }

  @Override
  public String toString() {
    return "webhook " + id;
  }

  /** One that is a number, and none such, would fail each attempt. */
  private static void requirePort(URI uri) {
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException(
          "url: the port " + uri.getPort() + " is none; write one from 1 to 65535");
    }
  }

  private static UrlTemplate address(String url) {
    if (url.length() > LONGEST_URL) {
      throw new IllegalArgumentException(
          "url has " + url.length() + " characters; at most " + LONGEST_URL + " fit");
    }
    UrlTemplate template = UrlTemplate.of(url);
    try {
      URI uri = new URI(template.example());
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      if ((http || "https".equalsIgnoreCase(uri.getScheme())) && uri.getRawAuthority() != null) {
        requirePort(uri);
        return template;
      }
      throw new IllegalArgumentException("url: write http:// or https:// and a host");
    } catch (URISyntaxException e) {
      // The message of the exception repeats the whole address, with the password in it.
      throw new IllegalArgumentException(
          "url: " + e.getReason() + " at character " + (e.getIndex() + 1), e);
    }
  }
}
