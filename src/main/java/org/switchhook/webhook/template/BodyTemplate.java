package org.switchhook.webhook.template;

import java.util.stream.Stream;

/** The body of a request, in whatever form the row gives it. */
public interface BodyTemplate {

  /** Where no header says another. */
  String contentType();

  Stream<Placeholder> placeholders();

  /**
   * The body for one event.
   *
   * @throws NoValueException where a value is missing, or cannot be where it should stand
   */
  String render(Values values);
}
