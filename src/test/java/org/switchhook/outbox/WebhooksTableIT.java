package org.switchhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database refuses a bad row by itself, with {@code sql_mode = ''} too. */
class WebhooksTableIT {

  private static TestDatabase words;
  private static TestDatabase bare;

  @BeforeAll
  static void open() {
    words = TestDatabase.ready();
    bare = TestDatabase.ready();
    bare.execute("DROP TRIGGER webhooks_before_insert");
    bare.execute("DROP TRIGGER webhooks_before_update");
  }

  @AfterAll
  static void close() {
    words.close();
    bare.close();
  }

  @Test
  void theStatementOfTheDocumentation() {
    try (Handle handle = words.loose()) {
      handle.execute(
          "UPDATE webhooks SET url='https://crm.example/hooks' WHERE event='AgentRingNoAnswer'");
      assertThat(
              handle
                  .createQuery(
                      "SELECT COUNT(*) FROM webhooks WHERE url = 'https://crm.example/hooks'")
                  .mapTo(Integer.class)
                  .one())
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "url = 'ftp://u:geheim@h'|write http:// or https://",
        "url = 'crm.example/hooks'|write http:// or https://",
        "url = 'http://'|write http:// or https://",
        "url = 'http://h/a b'|without any blank",
        "url = CONCAT('http://h/', REPEAT('x', 2040))|2049 characters; at most 2048",
        "url = CONCAT('http://h/', REPEAT('x', 99999))|at most 2048",
        "event = 'AgentRingNoAnswr'|'AgentRingNoAnswr' is unknown; write one or several",
        "event = 'AgentLog, Foo'|'Foo' is unknown",
        "event = REPEAT('call.*,', 200)|at most 700",
        "format = 'xml'|'xml' is unknown; write ucontact, standard, cloudevents, form",
        "format = 'ucontact', event = 'call.*'|no shape for the event 'call.*'",
        "credential = 'whsec_/secret'|webhooks.credential is no name; write the name of a row",
        "ordered = 2|webhooks.ordered 2 is neither; write 1",
        "direction = 'in'|webhooks.direction 'in' is unknown; write inbound, outbound",
        "direction = 'Inbound '|webhooks.direction 'Inbound ' is unknown",
        "direction = ''|webhooks.direction '' is unknown",
        "conversations = 'chat'|webhooks.conversations 'chat' is unknown; write queue, direct",
        "config = ''|webhooks.config is no JSON object; write e.g. {",
        "config = '[]'|webhooks.config is no JSON object",
        "config = '{\"request\": '|webhooks.config is no JSON object",
        "config = CONCAT('{\"a\":\"', REPEAT('x', 70000), '\"}')|at most 65536 fit",
      })
  void aBadRowIsRefusedInWords(String set, String says) {
    try (Handle handle = words.loose()) {
      assertThatThrownBy(() -> handle.execute("UPDATE webhooks SET " + set + " WHERE id = 2"))
          .hasMessageContaining(says)
          .hasMessageNotContaining("geheim'")
          .rootCause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23000"));
      assertThatThrownBy(() -> handle.execute("INSERT INTO webhooks SET " + set))
          .hasMessageContaining(says);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "url = 'ftp://h'|webhooks_url_is_http_or_https",
        "url = CONCAT('http://h/', REPEAT('x', 99999))|webhooks_url_is_at_most_2048",
        "event = 'Foo'|webhooks_event_is_known",
        "event = REPEAT('call.*,', 200)|webhooks_event_is_at_most_700",
        "format = 'xml'|webhooks_format_is_known",
        "enabled = 2|webhooks_enabled_is_0_or_1",
        "credential = 'two words'|webhooks_credential_is_a_name",
        "ordered = 2|webhooks_ordered_is_0_or_1",
        "direction = 'in'|webhooks_direction_is_known",
        "conversations = 'chat'|webhooks_conversations_are_known",
        "config = '{'|webhooks_config_is_an_object",
        "config = CONCAT('{\"a\":\"', REPEAT('x', 70000), '\"}')|webhooks_config_is_at_most_65536",
      })
  void withoutTriggersTheCheckRefusesIt(String set, String check) {
    try (Handle handle = bare.loose()) {
      assertThatThrownBy(() -> handle.execute("UPDATE webhooks SET " + set + " WHERE id = 2"))
          .hasMessageContaining(check);
      assertThatThrownBy(() -> handle.execute("INSERT INTO webhooks SET " + set))
          .hasMessageContaining(check);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event = ' AGENTLOG , call.*,,custom.Order-1 '",
        "event = '*'",
        "event = ''",
        "url = 'HTTPS://user:pass@h:8443/x?y=1#z'",
        "url = CONCAT('http://h/', REPEAT('x', 2039))",
        "format = 'standard', event = 'AgentLog'",
        "format = 'cloudevents', event = 'AgentLog'",
        "format = 'form', event = '*'",
        "ordered = 1, credential = 'crm'",
        "direction = 'both', conversations = 'queue', queues = 'a, b', campaigns = 'c', ordinal = -5",
        "config = NULL",
        "config = '{\"request\": {\"method\": \"GET\"}}', url = 'http://h/{call.id}?[contact:phone]'",
        "name = 'Ñandú ☎ 😀'",
      })
  void aGoodRowPasses(String set) {
    for (TestDatabase database : new TestDatabase[] {words, bare}) {
      try (Handle handle = database.loose()) {
        assertThat(handle.execute("INSERT INTO webhooks SET " + set)).isEqualTo(1);
      }
    }
  }
}
