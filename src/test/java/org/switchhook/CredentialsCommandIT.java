package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.seal.KeyFile;
import org.switchhook.webhook.Catalogue;

/** The commands about credentials, with the rights of the bridge's user. */
class CredentialsCommandIT {

  private static final String SECRET = "geheim ñ geheim";

  @TempDir private Path directory;
  private final TestDatabase database = TestDatabase.ready();
  private final MockWebServer server = new MockWebServer();
  private Path conf = Path.of("");
  private Path keyFile = Path.of("");
  private String out = "";
  private String err = "";

  @BeforeEach
  void start() throws Exception {
    server.start();
    keyFile = directory.resolve("credentials.key");
    conf =
        Files.writeString(
            directory.resolve("switchhook.conf"),
            """
            [database]
            url = %s
            username = keeper
            password = x
            [credentials]
            key_file = %s
            [pbx1]
            type = pbx
            host = 127.0.0.1
            username = u
            secret = s
            """
                .formatted(database.settings().url(), keyFile));
    database.execute("CREATE OR REPLACE USER keeper@'%' IDENTIFIED BY 'x'");
    database.execute("GRANT switchhook_bridge TO keeper@'%'");
    database.execute("SET DEFAULT ROLE switchhook_bridge FOR keeper@'%'");
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  @Test
  void theList() throws Exception {
    insert("crm", "username = 'u', domain = 'crm.example, *.crm.example'", SECRET);
    new KeyFile(keyFile).readOrMake();
    refresh();
    insert("other", "username = 'u'", SECRET);
    database.execute(
        "INSERT INTO credentials (name, type, username, secret)"
            + " SELECT 'copy', 'basic', 'u', secret FROM credentials WHERE name = 'crm'");
    database.execute("UPDATE webhooks SET credential = 'Crm' WHERE id IN (2, 5)");

    assertThat(run("credentials")).isEqualTo(1);
    assertThat(out.lines().map(line -> line.replaceAll(" {2,}", "|")))
        .containsExactly(
            "id|name|type|domain|secret|webhooks",
            "1|crm|basic|crm.example, *.crm.examp…|sealed|2, 5",
            "2|other|basic|any|clear|-",
            "3|copy|basic|any|sealed|-",
            "|secret is not sealed for this row (it was renamed, or copied from another) or was"
                + " altered; writ…");
    database.execute("DELETE FROM credentials WHERE name = 'copy'");
    assertThat(run("credentials", "--json")).isZero();
    assertThat(out).contains("\"name\":\"crm\"", "\"secret\":\"sealed\"", "\"webhooks\":[2,5]");
  }

  @Test
  void whatIsSealedBeforeItIsInsertedOpensInItsRowAlone() throws Exception {
    assertThat(seal(SECRET + "\n", "crm")).isEqualTo(1);
    assertThat(err).contains("there is no key file", "the bridge makes one when it starts");
    assertThat(keyFile).doesNotExist();

    new KeyFile(keyFile).readOrMake();
    assertThat(seal(SECRET + "\n", "Crm")).isZero();
    String sealed = out.strip();
    assertThat(sealed).matches("sealed:1:[0-9a-f]{8}:[A-Za-z0-9+/=]+");
    insert("crm", "username = 'u'", sealed);
    insert("other", "username = 'u'", sealed);
    server.enqueue(new MockResponse.Builder().code(204).build());
    database.execute(
        "UPDATE credentials SET validation_url = ? WHERE name = 'crm'",
        server.url("/me").toString());
    assertThat(run("credentials", "check", "crm")).isZero();
    assertThat(out).isEqualTo("ok    credential crm (row 1, basic): validation_url answered 204\n");
    assertThat(server.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Basic dTpnZWhlaW0gw7EgZ2VoZWlt");
    assertThat(run("credentials", "check", "other")).isEqualTo(1);
    assertThat(err)
        .contains("row 2 of credentials cannot be used: secret is not sealed for this row");
  }

  @Test
  void whatIsNoSecretIsNotSealed() throws Exception {
    new KeyFile(keyFile).readOrMake();
    for (String text : new String[] {"", "\n", "geheim\ngeheim\n", "x".repeat(1025)}) {
      assertThat(seal(text, "crm")).isEqualTo(1);
      assertThat(err).contains("the standard input holds no secret: write one line of 1 to 1024");
    }
    assertThat(seal("geheim", "no name")).isEqualTo(1);
    assertThat(err).contains("NAME is no name");
  }

  @Test
  void credentialsAreTried() throws Exception {
    String url = server.url("/").toString();
    insert("a", "username = 'u', validation_url = '" + url + "'", SECRET);
    database.execute(
        "INSERT INTO credentials SET name = 'b', type = 'oauth2_client', client_id = 'c',"
            + " token_url = ?, secret = ?",
        url,
        SECRET);
    server.enqueue(new MockResponse.Builder().code(403).build());
    server.enqueue(
        new MockResponse.Builder().body("{\"access_token\":\"t\",\"expires_in\":60}").build());
    assertThat(run("credentials", "check")).isEqualTo(1);
    assertThat(out.lines())
        .containsExactlyInAnyOrder(
            "todo  credential a (row 1, basic): validation_url answered 403",
            "ok    credential b (row 2, oauth2_client): a token came, good for 60 s");

    server.enqueue(
        new MockResponse.Builder().code(400).body("{\"error\":\"invalid_client\"}").build());
    assertThat(run("credentials", "check", "b")).isEqualTo(1);
    assertThat(out)
        .isEqualTo(
            "todo  credential b (row 2, oauth2_client): the token server localhost: answered 400"
                + " invalid_client\n");
    assertThat(run("credentials", "check", "nobody")).isEqualTo(1);
    assertThat(err).contains("there is no row of that name");
  }

  private void insert(String name, String columns, String secret) {
    database.execute(
        "INSERT INTO credentials SET name = ?, type = 'basic', secret = ?, " + columns,
        name,
        secret);
  }

  private void refresh() {
    try (Catalogue catalogue =
        new Catalogue(database.jdbi(), ZoneOffset.UTC, new KeyFile(keyFile).read())) {
      catalogue.refresh();
    }
  }

  private int seal(String input, String name) throws Exception {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return run("credentials", "seal", name);
    } finally {
      System.setIn(before);
    }
  }

  private int run(String... arguments) throws Exception {
    StringWriter said = new StringWriter();
    StringWriter trouble = new StringWriter();
    String[] all = new String[arguments.length + 2];
    int last = arguments.length > 1 && !arguments[1].startsWith("-") ? 2 : 1;
    System.arraycopy(arguments, 0, all, 0, last);
    all[last] = "-c";
    all[last + 1] = conf.toString();
    System.arraycopy(arguments, last, all, last + 2, arguments.length - last);
    int status =
        Switchhook.commandLine()
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(trouble, true))
            .execute(all);
    out = said.toString();
    err = trouble.toString();
    assertThat(out + err).doesNotContain("geheim");
    return status;
  }
}
