package org.switchhook.webhook;

/** The words of the column {@code format}. */
public enum Format {
  /** uContact's JSON for uContact's names, the canonical one for others; an empty column. */
  BY_NAME(Payload.JSON),
  /** uContact's JSON. */
  UCONTACT(Payload.JSON),
  /** The canonical JSON. */
  STANDARD(Payload.JSON),
  /** CloudEvents 1.0, structured, with the canonical JSON as its data. */
  CLOUDEVENTS("application/cloudevents+json"),
  /** The canonical JSON as a form, each value by its path. */
  FORM("application/x-www-form-urlencoded");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  static Format of(String word) {
    return switch (word.strip()) {
      case "" -> BY_NAME;
      case "ucontact" -> UCONTACT;
      case "standard" -> STANDARD;
      case "cloudevents" -> CLOUDEVENTS;
      case "form" -> FORM;
      default ->
          throw new IllegalArgumentException(
              "format '"
                  + word.strip()
                  + "' is unknown; write ucontact, standard, cloudevents, form or ''");
    };
  }
}
