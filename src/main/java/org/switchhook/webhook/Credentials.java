package org.switchhook.webhook;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** The rows of {@code credentials} by name. A bad one is left out alone. */
public final class Credentials {

  /** There are none. */
  static final Credentials NONE = new Credentials(List.of());

  private final Map<String, SigningKeys> keysByName = new HashMap<>();
  private final Map<String, Long> idByName = new HashMap<>();
  private final SortedMap<Long, String> faults = new TreeMap<>();

  Credentials(List<StoredCredential> rows) {
    for (StoredCredential row : rows) {
      idByName.put(key(row.name()), row.id());
      try {
        keysByName.put(key(row.name()), row.signingKeys());
      } catch (IllegalArgumentException e) {
        faults.put(row.id(), String.valueOf(e.getMessage()));
      }
    }
  }

  /** What the table holds at this moment. */
  public static Credentials inspect(Jdbi jdbi) {
    return new WebhookTable(jdbi).credentials();
  }

  /** How many rows can be used. */
  public int size() {
    return keysByName.size();
  }

  /** What is wrong with the others and what to write, by id. */
  public SortedMap<Long, String> faults() {
    return Collections.unmodifiableSortedMap(faults);
  }

  /**
   * What the credential of that name signs with; nothing for an empty name.
   *
   * @throws IllegalArgumentException when there is none or it cannot be used, saying why
   */
  SigningKeys signing(String name) {
    if (name.isBlank()) {
      return SigningKeys.NONE;
    }
    SigningKeys keys = keysByName.get(key(name));
    if (keys != null) {
      return keys;
    }
    Long id = idByName.get(key(name));
    // The name is not repeated: it may be the secret itself.
    throw new IllegalArgumentException(
        id == null
            ? "credential: there is no row of that name in credentials"
            : "credential: row %d of credentials cannot be used: %s".formatted(id, faults.get(id)));
  }

  /** As the table compares them. */
  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
