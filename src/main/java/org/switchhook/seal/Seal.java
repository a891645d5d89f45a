package org.switchhook.seal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Secret;

/** Seals secrets and opens what is sealed, or says why it cannot. */
public final class Seal {

  /** For those who have no key. */
  public static final Seal NONE = new Seal(null, "no key file is in use");

  private static final String SEALED = "sealed:";

  private final @Nullable SealKey key;
  private final String whyNone;
  private final String file;

  private Seal(@Nullable SealKey key, String whyNone) {
    this(key, whyNone, "");
  }

  private Seal(@Nullable SealKey key, String whyNone, String file) {
    this.key = key;
    this.whyNone = whyNone;
    this.file = file;
  }

  static Seal with(SealKey key, Path file) {
    return new Seal(key, "", file.toString());
  }

  static Seal without(String why) {
    return new Seal(null, why);
  }

  /** Whether the text is a sealed one, to be opened or not. */
  public static boolean isSealed(Secret text) {
    return text.reveal().startsWith(SEALED);
  }

  /** Why nothing can be sealed or opened; empty where it can. */
  public String whyNone() {
    return whyNone;
  }

  /**
   * The secret, sealed.
   *
   * @param place where it is going to stand; it opens nowhere else
   * @throws IllegalStateException when there is no key, saying why
   */
  public Secret close(Secret clear, String place) {
    if (key == null) {
      throw new IllegalStateException(whyNone);
    }
    return new Secret(key.close(clear, place));
  }

  /**
   * The secret, in clear; one that is not sealed is that already.
   *
   * @param place where it stands
   * @throws IllegalArgumentException when it cannot be opened, saying why, in words that go behind
   *     the name of its column
   */
  public Secret open(Secret text, String place) {
    if (!isSealed(text)) {
      return text;
    }
    if (key == null) {
      throw new IllegalArgumentException("is sealed, and " + whyNone);
    }
    String id = SealKey.idIn(text.reveal());
    if (!id.equals(key.id())) {
      throw new IllegalArgumentException(
          "is sealed with another key than that of %s (%s, not %s); put the right key file there, or write the secret again"
              .formatted(file, id.matches("[0-9a-f]{8}") ? id : "none", key.id()));
    }
    return key.open(text.reveal(), place);
  }
}
