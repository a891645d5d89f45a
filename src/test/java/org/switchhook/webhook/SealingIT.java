package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.LogLines;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.seal.KeyFile;
import org.switchhook.seal.Seal;

/** No secret stays in the table in clear for longer than until it is seen. */
class SealingIT {

  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path directory;
  private final TestDatabase database = TestDatabase.ready();
  private Seal seal = Seal.NONE;
  private Catalogue catalogue = new Catalogue(database.jdbi(), ZoneOffset.UTC);

  @BeforeEach
  void open() {
    seal = new KeyFile(directory.resolve("credentials.key")).readOrMake();
    catalogue = new Catalogue(database.jdbi(), ZoneOffset.UTC, seal);
    database.execute(
        "INSERT INTO credentials SET id = 1, name = 'Crm', type = 'oauth2_password',"
            + " token_url = 'https://h/t', client_id = 'c', secret = 'clear ñ',"
            + " username = 'u', password = 'clear too'");
    database.execute("UPDATE webhooks SET url = 'http://h/', credential = 'crm' WHERE id = 1");
  }

  @AfterEach
  void close() {
    catalogue.close();
    database.close();
  }

  @Test
  void aSecretIsSealedAsSoonAsItIsSeen() {
    catalogue.start();
    awaitSealed();
    assertUsable("clear ñ", "clear too");
    database.execute("UPDATE credentials SET secret = 'another'");
    awaitSealed();
    assertUsable("another", "clear too");
  }

  @Test
  void whatIsLockedIsSealedLater() {
    try (Handle editor = database.loose()) {
      editor.begin();
      editor.execute("UPDATE credentials SET description = 'open' WHERE id = 1");
      List<String> said =
          LogLines.of(
              Sealing.class.getName(),
              () -> {
                catalogue.refresh();
                catalogue.refresh();
              });
      assertThat(said)
          .singleElement()
          .asString()
          .startsWith("credentials row 1 stays in clear: Lock wait timeout")
          .endsWith("; tried again");
      assertUsable("clear ñ", "clear too");
      catalogue.start();
      editor.rollback();
    }
    awaitSealed();
  }

  @Test
  void whoMayNotUpdateGoesOn() throws SQLException {
    database.execute("CREATE OR REPLACE USER looker@'%' IDENTIFIED BY 'x'");
    for (String grant :
        List.of("SELECT ON %s.webhooks", "SELECT ON %s.credentials", "ALL ON %s.webhook_status")) {
      database.execute("GRANT " + grant.formatted(database.name()) + " TO looker@'%'");
    }
    Jdbi looker =
        Jdbi.create(() -> DriverManager.getConnection(database.settings().url(), "looker", "x"));
    try (Catalogue poor = new Catalogue(looker, ZoneOffset.UTC, seal)) {
      List<String> said =
          LogLines.of(
              Sealing.class.getName(),
              () -> {
                poor.refresh();
                database.execute("UPDATE webhooks SET description = 'x'");
                poor.refresh();
              });
      assertThat(said)
          .singleElement()
          .asString()
          .startsWith("credentials row 1 stays in clear: UPDATE command denied")
          .endsWith("sql/roles.sql has the right to UPDATE")
          .doesNotContain("clear ñ", "clear too");
      assertThat(poor.working()).containsExactly(1L);
    }
  }

  @Test
  void aSealedSecretBelongsToItsRow() {
    catalogue.refresh();
    assertThatThrownBy(() -> database.execute("UPDATE credentials SET name = 'other'"))
        .rootCause()
        .hasMessageContaining(
            "credentials.name: a sealed secret is sealed for the name of its row");
    database.execute("UPDATE credentials SET name = 'CRM'");
    catalogue.refresh();
    assertUsable("clear ñ", "clear too");

    database.execute("UPDATE credentials SET name = 'other', secret = 'new', password = 'new'");
    database.execute("UPDATE webhooks SET credential = 'other' WHERE id = 1");
    catalogue.refresh();
    assertUsable("new", "new");

    database.execute(
        "INSERT INTO credentials (id, name, type, username, secret)"
            + " SELECT 2, 'copy', 'basic', 'u', secret FROM credentials WHERE id = 1");
    database.execute("UPDATE webhooks SET credential = 'copy' WHERE id = 1");
    catalogue.refresh();
    assertThat(catalogue.working()).isEmpty();
    assertThat(reason())
        .isEqualTo(
            "credential: row 2 of credentials cannot be used: secret is not sealed for this row (it"
                + " was renamed, or copied from another) or was altered; write it again");
  }

  @Test
  void aKeyThatDoesNotFitQuarantinesWhatNeedsIt() {
    database.execute("UPDATE webhooks SET url = 'http://h/' WHERE id = 2");
    catalogue.refresh();
    Seal other = new KeyFile(directory.resolve("other.key")).readOrMake();
    try (Catalogue stranger = new Catalogue(database.jdbi(), ZoneOffset.UTC, other)) {
      stranger.refresh();
      assertThat(stranger.working()).containsExactly(2L);
      assertThat(reason())
          .contains("row 1 of credentials cannot be used: secret is sealed with another key than")
          .contains(directory.resolve("other.key").toString());
    }
    try (Catalogue keyless = new Catalogue(database.jdbi(), ZoneOffset.UTC)) {
      keyless.refresh();
      assertThat(reason()).endsWith("secret is sealed, and no key file is in use");
    }
  }

  private String reason() {
    return database.text("SELECT reason FROM webhook_status WHERE webhook_id = 1");
  }

  private void awaitSealed() {
    Await.until(
        "sealed",
        SOON,
        () ->
            database.number(
                    "SELECT COUNT(*) FROM credentials"
                        + " WHERE secret LIKE 'sealed:1:%' AND password LIKE 'sealed:1:%'")
                == 1);
    catalogue.refresh();
  }

  private void assertUsable(String secret, String password) {
    assertThat(catalogue.find(1).orElseThrow().credential())
        .isInstanceOfSatisfying(
            OAuth2PasswordCredential.class,
            credential -> {
              assertThat(credential.client().secret().reveal()).isEqualTo(secret);
              assertThat(credential.password().reveal()).isEqualTo(password);
            });
  }
}
