package org.switchhook.webhook;

/** The words of the column {@code format}. */
public enum Format {
  /** uContact's JSON for uContact's names, the canonical one for others; an empty column. */
  BY_NAME,
  /** uContact's JSON. */
  UCONTACT,
  /** The canonical JSON. */
  STANDARD;

  static Format of(String word) {
    return switch (word.strip()) {
      case "" -> BY_NAME;
      case "ucontact" -> UCONTACT;
      case "standard" -> STANDARD;
      default ->
          throw new IllegalArgumentException(
              "format '" + word.strip() + "' is unknown; write ucontact, standard or ''");
    };
  }
}
