package org.switchhook.webhook.template;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What answers are to set on their call.
 *
 * @param values by {@code priority}, {@code queue.address} and {@code preferredAgent}
 */
record SetTemplate(Map<String, Template> values) {

  static final SetTemplate NONE = new SetTemplate(Map.of());
  static final String PRIORITY = "priority";
  static final String QUEUE = "queue";
  static final String ADDRESS = "queue.address";
  static final String AGENT = "preferredAgent";

  boolean isEmpty() {
    return values.isEmpty();
  }

  Stream<Placeholder> placeholders() {
    return values.values().stream().flatMap(Template::placeholders);
  }

  /**
   * What an answer sets. What it does not have, or has empty, stays as it is.
   *
   * @throws NoValueException when it has something that cannot be used
   */
  Wishes wishes(Values all) {
    Integer priority = (Integer) value(PRIORITY, all);
    return new Wishes(priority, (String) value(ADDRESS, all), (String) value(AGENT, all));
  }

  private @Nullable Object value(String key, Values all) {
    Template template = values.get(key);
    String text =
        template == null || template.isAbsent(all) ? "" : template.render(all, Encoding.PLAIN);
    try {
      return text.isBlank() ? null : read(key, text);
    } catch (IllegalArgumentException e) {
      throw new NoValueException("response.set." + key + " " + e.getMessage());
    }
  }

  /**
   * A priority, or a name.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Comparable<?> read(String key, String text) {
    return key.equals(PRIORITY) ? Wishes.priority(text) : Wishes.name(text);
  }
}
