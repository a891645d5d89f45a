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
      type = 'geheim'                                      | type is unknown; write signing | type_is_signing
      """
          .replace("GOOD", GOOD);

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

  @Test
  void whatALooseModeCutsIsTooLongAllTheSame() {
    assertRefused(words, "", "name = REPEAT('x', 300)", "name is no name");
    assertRefused(bare, "", "name = REPEAT('x', 300)", "credentials_name_is_letters_digits");
    assertRefused(words, "", "secret = REPEAT('geheim', 20000)", "has 65535 characters");
    assertRefused(bare, "", "secret = REPEAT('geheim', 20000)", "credentials_secret_is_at_most");
  }

  private static void assertRefused(TestDatabase database, String mode, String set, String says) {
    try (Handle handle = database.loose()) {
      handle.execute("SET sql_mode = '" + mode + "'");
      assertThatThrownBy(() -> handle.execute("UPDATE credentials SET " + set + " WHERE id = 1"))
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
        Credentials credentials = Credentials.inspect(Jdbi.create(handle.getConnection()));
        assertThat(credentials.faults()).isEmpty();
        assertThat(credentials.size()).isEqualTo(1);
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
