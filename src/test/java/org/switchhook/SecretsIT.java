package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.demo.RecordedPbx;
import org.switchhook.demo.RecordedSession;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;

/** After calls and requests with credentials, no secret stands in the log or in the database. */
class SecretsIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String PASSWORD = "the-password-of-basic";
  private static final String KEY = "the-key-in-a-header";
  private static final String CLIENT = "the-secret-of-a-client";
  private static final String TOKEN = "the-token-that-was-given";
  private static final String SIGNING = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** The password as it goes out: of {@code us} and itself. */
  private static final String BASIC = "dXM6dGhlLXBhc3N3b3JkLW9mLWJhc2lj";

  @TempDir private Path directory;
  private final MockWebServer server = new MockWebServer();

  @Test
  void noSecretInLogOrDump() throws Exception {
    server.setDispatcher(new Echo());
    server.start();
    try (TestDatabase database = TestDatabase.ready();
        RecordedPbx pbx = RecordedPbx.start(RecordedSession.shipped(), 0, 20, Clock.systemUTC())) {
      fill(database);
      Path log = directory.resolve("log");
      try (BridgeProcess bridge = BridgeProcess.run(conf(database, pbx), log)) {
        bridge.awaitConnected();
        Await.until(
            "attempts of all of them, and no secret in clear",
            SOON,
            () ->
                database.number(
                            "SELECT COUNT(DISTINCT d.webhook_id) FROM attempts a"
                                + " JOIN deliveries d ON d.id = a.delivery_id")
                        == 5
                    && database.number(
                            "SELECT COUNT(*) FROM credentials WHERE secret NOT LIKE 'sealed:1:%'")
                        == 0);
        pbx.awaitEnd();
      }
      String dump = dump(database);
      assertThat(dump).contains("sealed:1:", "I got Bearer ***", "I got Basic ***", "I got ***");
      for (String text : List.of(dump, Files.readString(log))) {
        assertThat(text).doesNotContain(PASSWORD, KEY, CLIENT, TOKEN, SIGNING, BASIC);
      }
    } finally {
      server.close();
    }
  }

  private void fill(TestDatabase database) {
    database.execute("CREATE OR REPLACE USER secretive@'%' IDENTIFIED BY 'x'");
    database.execute("GRANT switchhook_bridge TO secretive@'%'");
    database.execute("SET DEFAULT ROLE switchhook_bridge FOR secretive@'%'");
    String hook = server.url("/hook").toString();
    database.execute("DELETE FROM webhooks");
    database.execute(
        "INSERT INTO credentials (name, type, username, header, token_url, client_id, secret) VALUES"
            + " ('basic', 'basic', 'us', '', '', '', ?), ('header', 'header', '', 'X-Key', '', '', ?),"
            + " ('client', 'oauth2_client', '', '', ?, 'c', ?),"
            + " ('wrong', 'oauth2_client', '', '', ?, 'c', ?),"
            + " ('signing', 'signing', '', '', '', '', ?)",
        PASSWORD,
        KEY,
        server.url("/token").toString(),
        CLIENT,
        server.url("/refuse").toString(),
        CLIENT,
        "whsec_" + SIGNING);
    database.execute(
        "INSERT INTO webhooks (name, event, url, credential)"
            + " SELECT name, '*', ?, name FROM credentials",
        hook);
  }

  private Path conf(TestDatabase database, RecordedPbx pbx) throws IOException {
    return Files.writeString(
        directory.resolve("switchhook.conf"),
        """
        [general]
        name = bridge1
        [database]
        url = %s
        username = secretive
        password = x
        [journal]
        directory = %s
        [web]
        listen = off
        [pbx1]
        type = pbx
        host = 127.0.0.1
        port = %d
        username = %s
        secret = %s
        queue_log = off
        cdr = off
        """
            .formatted(
                database.settings().url(),
                directory.resolve("state/journal"),
                pbx.settings().port(),
                pbx.settings().username(),
                pbx.settings().secret().reveal()));
  }

  private static String dump(TestDatabase database) throws Exception {
    Path client = TestDatabase.server().client();
    Process dump =
        new ProcessBuilder(
                client.resolveSibling("mariadb-dump").toString(),
                "--no-defaults",
                "--protocol=tcp",
                "--host=127.0.0.1",
                "--port=" + TestDatabase.server().port(),
                "--user=root",
                "--skip-ssl",
                database.name())
            .redirectErrorStream(true)
            .start();
    String text = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(dump.waitFor()).as(text).isZero();
    return text;
  }

  /** Repeats what it gets, as no good server does and some do. */
  private static final class Echo extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String authorization = String.valueOf(request.getHeaders().get("Authorization"));
      MockResponse.Builder answer = new MockResponse.Builder();
      if (request.getTarget().equals("/token")) {
        return answer.body("{\"access_token\":\"" + TOKEN + "\"}").build();
      }
      if (request.getTarget().equals("/refuse")) {
        return answer
            .code(400)
            .body("{\"error\":\"no\",\"error_description\":\"not " + CLIENT + "\"}")
            .build();
      }
      return answer
          .body("I got " + authorization + ", I got " + request.getHeaders().get("X-Key"))
          .build();
    }
  }
}
