package org.switchhook.webhook;

/** A row of {@code webhooks} as it is in the table, right or wrong. */
record WebhookRow(
    long id,
    String name,
    String event,
    String url,
    boolean enabled,
    String credential,
    String format,
    boolean ordered) {

  /** Why there is nothing to do for this row; empty when there is. */
  String whyOff() {
    if (!enabled) {
      return "enabled is 0";
    }
    if (url.isBlank()) {
      return "url is empty";
    }
    return event.replace(',', ' ').isBlank() ? "event is empty" : "";
  }
}
