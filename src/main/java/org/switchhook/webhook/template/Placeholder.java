package org.switchhook.webhook.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of the event that a text asks for.
 *
 * @param path of the value in the event's JSON, e.g. {@code call.from.number}
 * @param fallback what stands where the event has no such value; absent: then there is no request
 */
public record Placeholder(String path, @Nullable String fallback) implements Template.Part {

  private static final String AUTHENTICATIONS = "authentications";

  List<String> names() {
    return List.of(path.split("\\."));
  }

  /** The name of the row of {@code credentials} of which it is the secret; absent for any other. */
  @Nullable String credential() {
    return path.startsWith(AUTHENTICATIONS + ".")
        ? path.substring(AUTHENTICATIONS.length() + 1)
        : null;
  }

  /** As it is written. */
  @Override
  public String toString() {
    return "{" + path + (fallback == null ? "" : "|" + fallback) + "}";
  }
}
