package org.switchhook.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.outbox.TestDatabase;

/** The database refuses a bad row of {@code agents} by itself, in every {@code sql_mode}. */
class AgentTableIT {

  private static final List<String> MODES =
      List.of("", "TRADITIONAL", "ANSI", "ORACLE", "NO_BACKSLASH_ESCAPES");

  /** What is wrong, what the trigger says, and the CHECK that refuses it without one. */
  private static final String BAD =
      """
      interface = ''                                 | '' is none; write it as the queue has it | interface_has_a_technology
      interface = '1001'                             | '1001' is none; write it               | interface_has_a_technology
      interface = 'PJSIP/'                           | 'PJSIP/' is none                       | interface_has_a_technology
      interface = ' PJSIP/1'                         | without any blank before or after      | interface_has_a_technology
      interface = 'PJSIP/1 '                         | without any blank before or after      | interface_has_a_technology
      interface = CONCAT('PJSIP/1', CHAR(10))        | interface has a control character      | interface_has_no_control_character
      interface = CONCAT('PJSIP/', REPEAT('1', 123)) | interface has 129 characters           | interface_is_at_most_128
      username = CONCAT('a', CHAR(9))                | username has a control character       | username_has_no_control_character
      username = REPEAT('x', 129)                    | 129 characters; at most 128 fit        | username_is_at_most_128
      number = CONCAT(CHAR(27), '1')                 | number has a control character         | number_has_no_control_character
      number = REPEAT('x', 255)                      | 255 characters; at most 128 fit        | number_is_at_most_128
      full_name = CONVERT(0xC285 USING utf8mb4)      | full_name has a control character      | full_name_has_no_control_character
      full_name = REPEAT('ñ', 129)                   | 129 characters; at most 128 fit        | full_name_is_at_most_128
      """;

  private static TestDatabase words;
  private static TestDatabase bare;

  @BeforeAll
  static void open() {
    words = TestDatabase.ready();
    bare = TestDatabase.ready();
    bare.execute("DROP TRIGGER agents_before_insert");
    bare.execute("DROP TRIGGER agents_before_update");
    for (TestDatabase database : List.of(words, bare)) {
      database.execute("INSERT INTO agents (id, interface) VALUES (1, 'PJSIP/first')");
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
    return Arguments.of(mode, line[0].strip(), line[1].strip(), "agents_" + line[2].strip());
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadRowIsRefused(String mode, String set, String says, String check) {
    assertRefused(words, mode, set, says);
    assertRefused(bare, mode, set, check);
  }

  private static void assertRefused(TestDatabase database, String mode, String set, String says) {
    try (Handle handle = database.loose()) {
      handle.execute("SET sql_mode = '" + mode + "'");
      String row = set.startsWith("interface") ? set : "interface = 'PJSIP/2', " + set;
      assertThatThrownBy(() -> handle.execute("INSERT INTO agents SET " + row))
          .hasMessageContaining(says)
          .rootCause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23000"));
      assertThatThrownBy(() -> handle.execute("UPDATE agents SET " + set + " WHERE id = 1"))
          .hasMessageContaining(says);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"interface", "full_name"})
  void whatALooseModeCutsIsTooLongAllTheSame(String column) {
    String set = column + " = CONCAT('PJSIP/', REPEAT('x', 99999))";
    assertRefused(words, "", set, column + " has 255 characters; at most 128 fit");
    assertRefused(bare, "", set, "agents_" + column + "_is_at_most_128");
  }

  @Test
  void anInterfaceStandsOnce() {
    for (TestDatabase database : List.of(words, bare)) {
      try (Handle handle = database.loose()) {
        assertThatThrownBy(() -> handle.execute("INSERT INTO agents SET interface = 'PJSIP/first'"))
            .hasMessageContaining("Duplicate entry 'PJSIP/first' for key 'agents_interface'");
      }
    }
  }

  @Test
  void nullIsRefusedInWords() {
    try (Handle handle = words.loose()) {
      assertThatThrownBy(() -> handle.execute("UPDATE agents SET username = NULL"))
          .hasMessageContaining("agents.username: NULL is no value; '' stands for none");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interface = 'PJSIP/1001', username = 'ana', number = '501', full_name = 'Ñandú ☎ 😀'",
        "interface = 'pjsip/1001'",
        "interface = 'SIP/1001'",
        "interface = 'Local/1001@from-queue/n'",
        "interface = 'hint:1001@ext-local'",
        "interface = 'Agent:2001', username = 'ana'",
        "interface = CONCAT('PJSIP/', REPEAT('ñ', 122)), full_name = REPEAT('ñ', 128)",
        "interface = 'PJSIP/{$1\\\\\\'\\\"}', full_name = '<b>{\\\\\\'\\\"'",
      })
  void aGoodRowPasses(String set) {
    for (TestDatabase database : List.of(words, bare)) {
      try (Handle handle = database.loose()) {
        assertThat(handle.execute("INSERT INTO agents SET " + set)).isEqualTo(1);
      }
      AgentTable table = Roster.inspect(database.jdbi());
      assertThat(table.faults()).isEmpty();
      assertThat(table.rows()).hasSizeGreaterThan(1);
    }
  }
}
