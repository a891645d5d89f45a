package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.seal.Seal;

/** The database refuses a bad row of {@code credentials} by itself, and repeats nothing of it. */
class CredentialsTableIT {

  private static final String GOOD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final List<String> MODES = List.of("", "TRADITIONAL", "ANSI", "ORACLE");

  /** What is wrong, what the trigger says, and the CHECK that refuses it without one. */
  private static final String BAD =
      """
      secret = ''                                          | secret is none; write whsec_   | secret_is_whsec_and_base64
      secret = 'geheim'                                    | secret is none; write whsec_   | secret_is_whsec_and_base64
      secret = 'whsec_geheim'                              | secret is none; write whsec_   | secret_is_whsec_and_base64
      secret = 'WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LageheimA' | secret is none; write whsec_   | secret_is_whsec_and_base64
      secret = CONCAT('whsec_geheim', REPEAT('A', 81))     | secret is none; write whsec_   | secret_is_whsec_and_base64
      secret = CONCAT('GOOD', ',', 'GOOD')                 | secret is none; write whsec_   | secret_is_whsec_and_base64
      secret = CONCAT('GOOD', ' geheim')                   | secret is none; write whsec_   | secret_is_whsec_and_base64
      secret = REPEAT('GOOD ', 27)                         | has 1053 characters; at most    | secret_is_at_most_1024
      secret = REPEAT('geheim', 10000)                     | characters; at most 1024 fit   | secret_is_at_most_1024
      name = ''                                            | name is no name; write 1 to 64 | name_is_letters_digits_and_signs
      name = 'geheim 1'                                    | name is no name; write 1 to 64 | name_is_letters_digits_and_signs
      name = REPEAT('x', 65)                               | name is no name; write 1 to 64 | name_is_letters_digits_and_signs
      type = 'geheim'                                      | type is unknown; write one of b | type_is_known
      """
          .replace("GOOD", GOOD);

  /** A row of each type that is right. */
  private static final String GOOD_OF_TYPE =
      """
      basic           | username = 'u', secret = 'p'
      digest          | username = 'Ñandú', secret = 'Ñ ☎'
      header          | header = 'X-Api-Key', secret = 'p'
      oauth2_client   | token_url = 'https://h/t?a=b', client_id = 'c', secret = 'p', scope = 'a b'
      oauth2_password | token_url = 'https://h/t', client_id = 'c', username = 'u:v', password = 'p'
      token_exchange  | token_url = 'http://h:1/t', username = 'u', secret = 'p', token_pointer = '/Result/IdToken'
      signing         | secret = 'GOOD'
      """
          .replace("GOOD", GOOD);

  private static final String BAD_OF_TYPE =
      """
      basic           | username = ''                      | username is empty; type basic needs it     | username_fits_type
      signing         | username = 'geheim'                | username has no meaning for type signing   | username_fits_type
      basic           | username = 'geheim:1'              | username has a colon                       | username_has_no_colon_or_control_character
      basic           | username = CONCAT('geheim', CHAR(10)) | username has a colon or a control          | username_has_no_colon_or_control_character
      digest          | username = REPEAT('geheim', 100)   | username has 600 characters                | username_is_at_most_255
      basic           | secret = ''                        | secret is empty; type basic needs it       | secret_fits_type
      basic           | secret = CONCAT('geheim', CHAR(10)) | secret has a control character             | secret_is_printable
      header          | secret = 'geheim ☎'                | secret has a character that no header      | secret_is_printable
      basic           | secret = REPEAT('geheim', 200)     | secret has 1200 characters; at most 1024   | secret_is_at_most_1024
      basic           | secret = 'sealed:geheim'           | begins with sealed: and is no sealed       | secret_is_sealed_whole
      oauth2_password | password = 'sealed:geheim'         | begins with sealed: and is no sealed       | password_is_sealed_whole
      basic           | password = 'geheim'                | password has no meaning for type basic     | password_fits_type
      oauth2_password | password = ''                      | password is empty; type oauth2_password    | password_fits_type
      header          | header = ''                        | header is empty; type header needs it      | header_fits_type
      header          | header = 'geheim: x'               | header is no name of a header              | header_is_a_name
      header          | header = 'content-Length'          | a header that the bridge itself writes     | header_is_a_name
      basic           | header = 'geheim'                  | header has no meaning for type basic       | header_fits_type
      oauth2_client   | token_url = ''                     | token_url is empty; type oauth2_client     | token_url_fits_type
      oauth2_client   | token_url = 'gopher://geheim'      | token_url is no address                    | token_url_is_http_or_https
      oauth2_client   | token_url = 'http://u:geheim@h/'   | token_url is no address                    | token_url_is_http_or_https
      oauth2_client   | client_id = ''                     | client_id is empty; type oauth2_client     | client_id_fits_type
      oauth2_client   | client_id = 'geheim ☎'             | client_id is none                          | client_id_is_at_most_255_of_ascii
      oauth2_client   | scope = 'geheim "'                 | scope is none; write words                 | scope_is_at_most_1024_of_ascii
      oauth2_client   | scope = CONCAT('geheim', CHAR(92)) | scope is none; write words                 | scope_is_at_most_1024_of_ascii
      basic           | scope = 'geheim'                   | scope has no meaning for type basic        | scope_fits_type
      token_exchange  | token_pointer = ''                 | token_pointer is empty                     | token_pointer_fits_type
      token_exchange  | token_pointer = 'geheim'           | token_pointer is no JSON pointer           | token_pointer_is_a_json_pointer
      token_exchange  | lifetime_pointer = '/~2geheim'     | lifetime_pointer is no JSON pointer        | lifetime_pointer_is_a_json_pointer
      oauth2_client   | lifetime_pointer = '/geheim'       | lifetime_pointer has no meaning            | lifetime_pointer_fits_type
      basic           | domain = 'https://geheim'          | domain is none; write hosts                | domain_is_hosts
      basic           | domain = 'a.b, geheim:443'         | domain is none; write hosts                | domain_is_hosts
      basic           | domain = '*geheim'                 | domain is none; write hosts                | domain_is_hosts
      basic           | validation_url = 'geheim'          | validation_url is no address               | validation_url_is_http_or_https
      signing         | validation_url = 'http://geheim'   | validation_url has no meaning              | validation_url_fits_type
      basic           | name = NULL                        | NULL is no value                           |
      basic           | domain = NULL                      | domain: NULL is no value                   |
      """;

  private static TestDatabase words;
  private static TestDatabase bare;

  @BeforeAll
  static void open() {
    words = TestDatabase.ready();
    bare = TestDatabase.ready();
    bare.execute("DROP TRIGGER credentials_before_insert");
    bare.execute("DROP TRIGGER credentials_before_update");
    for (TestDatabase database : List.of(words, bare)) {
      database.execute("INSERT INTO credentials (id, name, secret) VALUES (1, 'crm', ?)", GOOD);
    }
  }

  @AfterAll
  static void close() {
    words.close();
    bare.close();
  }

  static Stream<Arguments> bad() {
    return MODES.stream()
        .flatMap(mode -> BAD.lines().map(line -> arguments(mode, line.split("\\|", -1))));
  }

  private static Arguments arguments(String mode, String[] line) {
    return Arguments.of(mode, line[0].strip(), line[1].strip(), "credentials_" + line[2].strip());
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadRowIsRefused(String mode, String set, String says, String check) {
    assertRefused(words, mode, set, says);
    assertRefused(bare, mode, set, check);
  }

  static Stream<Arguments> badOfType() {
    return BAD_OF_TYPE
        .lines()
        .map(line -> line.split("\\|", -1))
        .map(
            line ->
                Arguments.of(line[0].strip(), line[1].strip(), line[2].strip(), line[3].strip()));
  }

  @ParameterizedTest
  @MethodSource("badOfType")
  void aBadRowOfItsTypeIsRefused(String type, String set, String says, String check) {
    for (TestDatabase database : List.of(words, bare)) {
      database.execute("DELETE FROM credentials WHERE id = 2");
      database.execute("INSERT INTO credentials SET id = 2, name = 'c', " + good(type));
      if (database.equals(words) || !check.isEmpty()) {
        String said = database.equals(words) ? says : "credentials_" + check;
        assertRefused(database, "", set, said, 2);
      }
    }
  }

  private static String good(String type) {
    return GOOD_OF_TYPE
        .lines()
        .filter(line -> line.startsWith(type + " "))
        .map(line -> "type = '" + type + "', " + line.split("\\|", -1)[1])
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "basic",
        "digest",
        "header",
        "oauth2_client",
        "oauth2_password",
        "token_exchange",
        "signing"
      })
  void aGoodRowOfItsTypePassesAndCanBeUsed(String type) {
    for (TestDatabase database : List.of(words, bare)) {
      database.execute("DELETE FROM credentials WHERE id = 2");
      database.execute(
          "INSERT INTO credentials SET id = 2, name = 'c', domain = 'a.b,*.c.d, [::1]', "
              + good(type));
      Credentials credentials = Credentials.inspect(database.jdbi(), Seal.NONE);
      assertThat(credentials.faults()).isEmpty();
      Credential credential = credentials.get("C");
      assertThat(credential.type()).isEqualTo(type);
      assertThat(credential.domain().hosts()).containsExactly("a.b", "*.c.d", "::1");
      assertThat(credential.toString()).contains("c").doesNotContain("Ñ ☎", GOOD);
    }
  }

  @Test
  void whatALooseModeCutsIsTooLongAllTheSame() {
    assertRefused(words, "", "name = REPEAT('x', 300)", "name is no name");
    assertRefused(bare, "", "name = REPEAT('x', 300)", "credentials_name_is_letters_digits");
    assertRefused(words, "", "secret = REPEAT('geheim', 20000)", "has 65535 characters");
    assertRefused(bare, "", "secret = REPEAT('geheim', 20000)", "credentials_secret_is_at_most");
  }

  private static void assertRefused(TestDatabase database, String mode, String set, String says) {
    assertRefused(database, mode, set, says, 1);
  }

  private static void assertRefused(
      TestDatabase database, String mode, String set, String says, long id) {
    try (Handle handle = database.loose()) {
      handle.execute("SET sql_mode = '" + mode + "'");
      assertThatThrownBy(
              () -> handle.execute("UPDATE credentials SET " + set + " WHERE id = " + id))
          .rootCause()
          .hasMessageContaining(says)
          .hasMessageNotContaining("geheim")
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23000"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name = 'crm.example-2_b'",
        "secret = CONCAT('whsec_', TO_BASE64(RANDOM_BYTES(32)))",
        "secret = CONCAT('whsec_', TO_BASE64(RANDOM_BYTES(24)))",
        "secret = CONCAT('whsec_', REPLACE(TO_BASE64(RANDOM_BYTES(64)), CHAR(10), ''))",
        "secret = CONCAT(' ', secret, CHAR(10), secret, CHAR(9))",
        "type = 'signing', description = 'Ñandú ☎'",
      })
  void aGoodRowPasses(String set) {
    for (TestDatabase database : List.of(words, bare)) {
      try (Handle handle = database.loose()) {
        handle.begin();
        assertThat(handle.execute("UPDATE credentials SET " + set + " WHERE id = 1")).isEqualTo(1);
        Credentials credentials =
            Credentials.inspect(Jdbi.create(handle.getConnection()), Seal.NONE);
        assertThat(credentials.faults()).isEmpty();
        handle.rollback();
      }
    }
  }

  @Test
  void whoWritesASecretNeedNotReadIt() throws SQLException {
    words.execute("CREATE OR REPLACE USER editor@'%' IDENTIFIED BY 'x'");
    words.execute("GRANT switchhook_editor TO editor@'%'");
    words.execute("SET DEFAULT ROLE switchhook_editor FOR editor@'%'");
    try (Handle editor =
        Jdbi.open(DriverManager.getConnection(words.settings().url(), "editor", "x"))) {
      editor.begin();
      assertThat(
              editor.execute(
                  "UPDATE credentials SET secret = ? WHERE name = 'crm'", GOOD + " " + GOOD))
          .isEqualTo(1);
      editor.execute("INSERT INTO credentials (name, secret) VALUES ('other', ?)", GOOD);
      assertThat(editor.createQuery("SELECT name FROM credentials").mapTo(String.class).list())
          .contains("crm", "other");
      assertThatThrownBy(() -> editor.execute("SELECT secret FROM credentials"))
          .hasMessageContaining("SELECT command denied");
      editor.rollback();
    }
  }

  @Test
  void aNameStandsOnce() {
    assertThatThrownBy(
            () -> words.execute("INSERT INTO credentials (name, secret) VALUES ('CRM', ?)", GOOD))
        .hasMessageContaining("Duplicate entry 'CRM' for key 'credentials_name'");
  }
}
