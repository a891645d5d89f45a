package org.switchhook.webhook;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Secret;
import org.switchhook.seal.Seal;

/** The rows of {@code credentials} by name. A bad one is left out alone. */
public final class Credentials {

  /** There are none. */
  static final Credentials NONE = new Credentials(List.of(), Seal.NONE);

  private final Map<String, Credential> byName = new HashMap<>();
  private final Map<String, Long> idByName = new HashMap<>();
  private final SortedMap<Long, String> faults = new TreeMap<>();

  Credentials(List<StoredCredential> rows, Seal seal) {
    for (StoredCredential row : rows) {
      idByName.put(key(row.name()), row.id());
      try {
        byName.put(key(row.name()), row.credential(seal));
      } catch (IllegalArgumentException e) {
        faults.put(row.id(), String.valueOf(e.getMessage()));
      }
    }
  }

  /** What the table holds at this moment. */
  public static Credentials inspect(Jdbi jdbi, Seal seal) {
    return new Credentials(new WebhookTable(jdbi).credentials(), seal);
  }

  /** How many rows can be used. */
  public int size() {
    return byName.size();
  }

  /** Those that can be used. */
  public Collection<Credential> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** What is wrong with the others and what to write, by id. */
  public SortedMap<Long, String> faults() {
    return Collections.unmodifiableSortedMap(faults);
  }

  /**
   * The credential of that name; null for an empty name.
   *
   * @throws IllegalArgumentException when there is none or it cannot be used, saying why
   */
  public @Nullable Credential find(String name) {
    return name.isBlank() ? null : get(name);
  }

  /**
   * Those of these names, whose secrets stand in headers and parameters.
   *
   * @throws IllegalArgumentException when there is none of a name, it cannot be used, or has no
   *     secret that is sent as it is; saying why
   */
  Map<String, Credential> borne(Set<String> names) {
    Map<String, Credential> borne = new HashMap<>();
    for (String name : names) {
      Credential credential = get(name);
      Secret unused = secret(credential);
      borne.put(name, credential);
    }
    return borne;
  }

  /** Its secret, for a header or a parameter; see {@link #borne}. */
  static Secret secret(Credential credential) {
    if (credential instanceof HeaderCredential header) {
      return header.secret();
    }
    if (credential instanceof BasicCredential basic) {
      return basic.secret();
    }
    if (credential instanceof DigestCredential digest) {
      return digest.secret();
    }
    throw new IllegalArgumentException(
        "authentications: row %d of credentials has type %s, of which no secret is sent as it is; name one of type header, basic or digest"
            .formatted(credential.id(), credential.type()));
  }

  /**
   * The credential of that name.
   *
   * @throws IllegalArgumentException when there is none or it cannot be used, saying why
   */
  public Credential get(String name) {
    Credential credential = byName.get(key(name));
    if (credential != null) {
      return credential;
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
