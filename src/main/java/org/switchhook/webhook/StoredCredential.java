package org.switchhook.webhook;

import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Secret;
import org.switchhook.seal.Seal;

/**
 * A row of {@code credentials} as it is in the table, right or wrong.
 *
 * @param texts the columns that are no secrets, by name; one may stand there all the same
 */
record StoredCredential(
    long id, String name, String type, Map<String, String> texts, Secret secret, Secret password) {

  private static final List<String> TEXTS =
      List.of(
          "username",
          "header",
          "token_url",
          "client_id",
          "scope",
          "token_pointer",
          "lifetime_pointer",
          "domain",
          "validation_url");

  private static final List<String> TYPES =
      List.of(
          "basic",
          "digest",
          "header",
          "oauth2_client",
          "oauth2_password",
          "token_exchange",
          "signing");

  static final String SELECT =
      "SELECT id, name, type, %s, secret, password FROM credentials ORDER BY id"
          .formatted(String.join(", ", TEXTS));

  private static final Predicate<String> HEADER =
      Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}").asMatchPredicate();

  /** What the bridge itself writes, and what would change where a request ends. */
  private static final Predicate<String> RESERVED =
      Pattern.compile(
              "host|connection|content-length|transfer-encoding|expect|upgrade|te|trailer|proxy-.*"
                  + "|accept-encoding|content-type|webhook-.*|x-switchhook-.*",
              Pattern.CASE_INSENSITIVE)
          .asMatchPredicate();

  private static final Predicate<String> POINTER =
      Pattern.compile("(/([^~]|~[01])*)?").asMatchPredicate();
  private static final Predicate<String> ASCII = Pattern.compile("[ -~]*").asMatchPredicate();

  static StoredCredential of(ResultSet row, StatementContext context) throws SQLException {
    Map<String, String> texts = new HashMap<>();
    for (String column : TEXTS) {
      texts.put(column, text(row, column).strip());
    }
    return new StoredCredential(
        row.getLong("id"),
        text(row, "name").strip(),
        text(row, "type").strip().toLowerCase(Locale.ROOT),
        texts,
        new Secret(text(row, "secret")),
        new Secret(text(row, "password")));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return requireNonNullElse(row.getString(column), ""); // NOT NULL may have been taken off
  }

  /**
   * What it can be used as.
   *
   * @throws IllegalArgumentException when it cannot, saying why without any part of it
   */
  Credential credential(Seal seal) {
    return opened(seal).unsealed();
  }

  /** Those of its secrets that stand there in clear, by column. */
  Map<String, Secret> clear() {
    return Stream.of(Map.entry("secret", secret), Map.entry("password", password))
        .filter(one -> !one.getValue().reveal().isEmpty() && !Seal.isSealed(one.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Its type, where it is one. */
  String shownType() {
    return TYPES.contains(type) ? type : "?"; // A secret may stand there.
  }

  /** Where it may go, as somebody wrote it; empty where that is nothing that could be shown. */
  String domain() {
    try {
      return Domain.of(text("domain")).toString();
    } catch (IllegalArgumentException e) {
      return ""; // A secret may stand there.
    }
  }

  /** Whether there are secrets, and all of them are sealed. */
  boolean isSealed() {
    return clear().isEmpty() && (Seal.isSealed(secret) || Seal.isSealed(password));
  }

  /**
   * What a secret is sealed for.
   *
   * @param name of its row; case does not count, as in the table
   */
  static String place(String name, String column) {
    return "credentials." + column + " of " + name.strip().toLowerCase(Locale.ROOT);
  }

  private StoredCredential opened(Seal seal) {
    return new StoredCredential(
        id, name, type, texts, opened(seal, "secret", secret), opened(seal, "password", password));
  }

  private Secret opened(Seal seal, String column, Secret text) {
    try {
      return seal.open(text, place(name, column));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(column + " " + e.getMessage(), e);
    }
  }

  private Credential unsealed() {
    return switch (type) {
      case "basic" -> new BasicCredential(label(), username(), needed("secret", secret));
      case "digest" -> new DigestCredential(label(), username(), needed("secret", secret));
      case "header" -> header();
      case "oauth2_client" -> client(needed("secret", secret));
      case "oauth2_password" ->
          new OAuth2PasswordCredential(
              client(secret), needed("username"), needed("password", password));
      case "token_exchange" ->
          new TokenExchangeCredential(
              label(),
              address("token_url", needed("token_url")),
              username(),
              needed("secret", secret),
              pointer("token_pointer", needed("token_pointer")),
              pointer("lifetime_pointer", text("lifetime_pointer")));
      case "signing" -> new SigningCredential(label(), SigningKeys.of(secret));
      default ->
          throw new IllegalArgumentException(
              "type is unknown; write one of " + String.join(", ", TYPES));
    };
  }

  private Label label() {
    return new Label(
        id, name, Domain.of(text("domain")), address("validation_url", text("validation_url")));
  }

  private HeaderCredential header() {
    String header = needed("header");
    require(
        HEADER.test(header) && !RESERVED.test(header),
        "header is no name of a header, or of one that the bridge itself writes; write e.g."
            + " X-Api-Key");
    Secret value = needed("secret", secret);
    require(
        ASCII.test(value.reveal()),
        "secret has a character that no header can have; write printable ASCII");
    return new HeaderCredential(label(), header, value);
  }

  private OAuth2ClientCredential client(Secret clientSecret) {
    return new OAuth2ClientCredential(
        label(),
        address("token_url", needed("token_url")),
        needed("client_id"),
        clientSecret,
        text("scope"));
  }

  /** RFC 7617 and 7616 end it with a colon. */
  private String username() {
    String username = needed("username");
    require(username.indexOf(':') < 0, "username has a colon; write it without");
    return username;
  }

  private String text(String column) {
    return texts.getOrDefault(column, "");
  }

  private String needed(String column) {
    require(!text(column).isEmpty(), column + " is empty; type " + type + " needs it");
    return text(column);
  }

  private Secret needed(String column, Secret value) {
    require(!value.reveal().isEmpty(), column + " is empty; type " + type + " needs it");
    return value;
  }

  private static String pointer(String column, String value) {
    require(POINTER.test(value), column + " is no JSON pointer; write e.g. /Result/IdToken");
    return value;
  }

  private static String address(String column, String value) {
    URI uri = uri(value);
    require(
        value.isEmpty() || (uri != null && uri.getRawAuthority() != null && isHttp(uri)),
        column + " is no address; write http:// or https:// and a host");
    require(
        uri == null || uri.getRawUserInfo() == null,
        column + " has a user or a password in it; they have columns of their own");
    return value;
  }

  private static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
  }

  private static @Nullable URI uri(String value) {
    try {
      return new URI(value);
    } catch (URISyntaxException e) {
      return null; // The exception repeats the address.
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  @Override
  public String toString() {
    return "credentials row " + id;
  }
}
