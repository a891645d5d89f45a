package org.switchhook.config;

import java.util.Objects;

/** A password. Its text leaves only through {@link #reveal()}, never through a log or a message. */
public final class Secret {

  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /** The password itself, for the one place that sends it. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  @Override
  public String toString() {
    return "***";
  }
}
