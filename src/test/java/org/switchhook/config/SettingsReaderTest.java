package org.switchhook.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SettingsReaderTest {

  private static final String SMALLEST =
      """
      [database]
      password = db
      [pbx1]
      type = pbx
      host = 192.0.2.1
      username = switchhook
      secret = ami
      """;

  @TempDir private Path directory;

  @Test
  void theSmallestFileHasDefaultsForTheRest() throws Exception {
    Settings settings = read(SMALLEST);

    assertThat(settings.name())
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    assertThat(settings.zone()).isEqualTo(ZoneId.systemDefault());
    assertThat(settings.database())
        .isEqualTo(
            new DatabaseSettings(
                "jdbc:mariadb://127.0.0.1:3306/ccdata", "switchhook", new Secret("db")));
    assertThat(settings.pbxs())
        .containsExactly(
            new PbxSettings(
                "pbx1", "192.0.2.1", 5038, false, null, "switchhook", new Secret("ami")));
    assertThat(settings.delivery())
        .isEqualTo(new DeliverySettings(64, 4, Duration.ofSeconds(3), Duration.ofSeconds(10)));
    assertThat(settings.journal())
        .isEqualTo(new JournalSettings(Path.of("/var/lib/switchhook/journal")));
    assertThat(settings.model())
        .isEqualTo(new ModelSettings("[0-9]{2,6}", "[*#].*", Map.of(), Duration.ofMinutes(30)));
    assertThat(settings.web()).isEqualTo(new WebSettings("127.0.0.1", 8480));
  }

  @Test
  void everyKeyIsTaken() throws Exception {
    Path ca = Files.writeString(directory.resolve("ca.pem"), "-");
    Settings settings =
        read(
            """
            [General]
            name = bridge-7
            timezone => America/Montevideo
            [database]
            url = jdbc:mariadb://db.example:3307/ccdata?sslMode=trust
            USERNAME = hook
            password = pass\\;wörd = x
            [journal]
            directory = /srv/journal
            [delivery]
            requests = 4
            connect_timeout = 500ms
            attempt_timeout = 2m
            [numbers]
            phones = 1[0-9]{3}
            ignore = [*].*
            [calls]
            late_disposition = 45m
            [web]
            listen = [::1]:0
            [pbx1]
            type = pbx
            host = 192.0.2.1
            port = 5040
            tls = yes
            ca_file = %s
            username = switchhook
            secret = ami
            queue_log = /mnt/pbx1/queue_log
            cdr = OFF
            cdr_timezone = America/Montevideo
            [pbx2]
            type = pbx
            host = [2001:db8::1]
            tls = on
            username = switchhook
            secret = ami2
            [Ventas ñ]
            type = queue
            wrapup = 10
            """
                .formatted(ca));

    assertThat(settings.name()).isEqualTo("bridge-7");
    assertThat(settings.zone()).isEqualTo(ZoneId.of("America/Montevideo"));
    assertThat(settings.database().url())
        .isEqualTo("jdbc:mariadb://db.example:3307/ccdata?sslMode=trust");
    assertThat(settings.database().username()).isEqualTo("hook");
    assertThat(settings.database().password().reveal()).isEqualTo("pass;wörd = x");
    assertThat(settings.journal().directory()).isEqualTo(Path.of("/srv/journal"));
    assertThat(settings.delivery())
        .isEqualTo(new DeliverySettings(4, 4, Duration.ofMillis(500), Duration.ofMinutes(2)));
    assertThat(settings.pbxs())
        .containsExactly(
            new PbxSettings(
                "pbx1",
                "192.0.2.1",
                5040,
                true,
                ca,
                "switchhook",
                new Secret("ami"),
                new RecordSettings(
                    Path.of("/mnt/pbx1/queue_log"), null, ZoneId.of("America/Montevideo"))),
            new PbxSettings(
                "pbx2", "[2001:db8::1]", 5039, true, null, "switchhook", new Secret("ami2")));
    assertThat(settings.model())
        .isEqualTo(
            new ModelSettings(
                "1[0-9]{3}",
                "[*].*", Map.of("Ventas ñ", Duration.ofSeconds(10)), Duration.ofMinutes(45)));
  }

  @Test
  void recordsInTables() throws Exception {
    String tables =
        """
        records_url = jdbc:mariadb://192.0.2.1/asteriskcdrdb
        records_username = reader
        records_password = pw
        """;
    assertThat(records(SMALLEST)).isEqualTo(RecordSettings.OFF);
    assertThat(records(SMALLEST + tables).tables())
        .isEqualTo(
            new RecordTables(
                new DatabaseSettings(
                    "jdbc:mariadb://192.0.2.1/asteriskcdrdb", "reader", new Secret("pw")),
                "queuelog",
                "cdr",
                "cel"));
    assertThat(
            records(
                SMALLEST
                    + tables
                    + "queue_log_table = off\ncdr_table = pbx7.cdr_2\ncel_table = off\n"))
        .extracting(RecordSettings::tables)
        .satisfies(
            one -> {
              assertThat(one.queueLog()).isNull();
              assertThat(one.cdr()).isEqualTo("pbx7.cdr_2");
              assertThat(one.cel()).isNull();
            });
  }

  private RecordSettings records(String text) throws Exception {
    return read(text).pbxs().get(0).records();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cdr_table = cdr; cdr_table has no effect here: write records_url",
        "records_password_env = X; records_password_env has no effect here: write records_url",
        "records_url = jdbc:mysql://h/d; write jdbc:mariadb://HOST:PORT/DATABASE",
        "records_url = jdbc:mariadb://h/d; [pbx1] has no records_username",
        "records_url = jdbc:mariadb://h/d; needs one of records_password, records_password_file",
        "records_url = jdbc:mariadb://h/d?user=x; write user and password as keys of their own"
      })
  void whatIsWrongWithTables(String line, String problem) {
    assertThatThrownBy(() -> read(SMALLEST + line + "\n"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void aTableIsNoSql() {
    assertThatThrownBy(
            () ->
                read(
                    SMALLEST
                        + "records_url = jdbc:mariadb://h/d\nrecords_username = u\n"
                        + "records_password = p\ncdr_table = cdr` WHERE 1\n"))
        .hasMessageContaining("write the name of a table");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.1.2.3, true",
    "localhost, true",
    "[::1], true",
    "::1, true",
    "192.0.2.1, false",
    "localhost.example, false"
  })
  void recordsOfAPbxOnThisHostAreReadWhereAsteriskWritesThem(String host, boolean here)
      throws Exception {
    Settings settings = read(SMALLEST.replace("192.0.2.1", host));

    assertThat(settings.pbxs().get(0).records())
        .isEqualTo(here ? RecordSettings.STANDARD : RecordSettings.OFF);
  }

  @Test
  void recordsOfOneOfSeveralPbxsOnThisHostAreNotGuessed() throws Exception {
    String pbx1 = SMALLEST.replace("192.0.2.1", "127.0.0.1");
    String pbx2 = pbx1.substring(pbx1.indexOf("[pbx1]")).replace("[pbx1]", "[pbx2]\nport = 5039");

    assertThat(read(pbx1 + pbx2).pbxs())
        .extracting(PbxSettings::records)
        .containsExactly(RecordSettings.OFF, RecordSettings.OFF);
  }

  @Test
  void howLongThingsAreKept() throws Exception {
    assertThat(read(SMALLEST).retention()).isEqualTo(RetentionSettings.STANDARD);
    assertThat(read(SMALLEST + "[retention]\nattempts = 7d\ndelivered = 90 d\n").retention())
        .isEqualTo(new RetentionSettings(Duration.ofDays(7), Duration.ofDays(90)));
  }

  @ParameterizedTest
  @CsvSource({"64M, 67108864", "64m, 67108864", "2G, 2147483648", "3 g, 3221225472"})
  void sizes(String size, long bytes) throws Exception {
    JournalSettings journal = read(SMALLEST + "[journal]\nlimit = " + size + "\n").journal();
    assertThat(journal.limitBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"63M", "2", "2GB", "-2G", "1.5G", "9999999G", "2T"})
  void noSizeOfAJournal(String size) throws Exception {
    assertThat(problems(SMALLEST + "[journal]\nlimit = " + size + "\n"))
        .singleElement()
        .asString()
        .endsWith("limit = " + size + ": write a size of 64M or more, as 512M or 2G");
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "12h", "1d", "3651d", "-5d"})
  void noTimeToKeepThings(String time) throws Exception {
    assertThat(problems(SMALLEST + "[retention]\ndelivered = " + time + "\n"))
        .singleElement()
        .asString()
        .endsWith("delivered = " + time + ": write days from 2d to 3650d");
  }

  @ParameterizedTest
  @CsvSource({
    "off, , 0",
    "0.0.0.0:9100, 0.0.0.0, 9100",
    "[::1]:8480, [::1], 8480",
    "localhost:0, localhost, 0"
  })
  void whereTheServerListens(String listen, String host, int port) throws Exception {
    assertThat(read(SMALLEST + "[web]\nlisten = " + listen + "\n").web())
        .isEqualTo(new WebSettings(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8480", "127.0.0.1", ":8480", "127.0.0.1:99999", "a b:80"})
  void whereNoServerCanListen(String listen) throws Exception {
    assertThat(problems(SMALLEST + "[web]\nlisten = " + listen + "\n"))
        .singleElement()
        .asString()
        .contains("listen = " + listen + ": write ");
  }

  @Test
  void commentsAreNotRead() throws Exception {
    Settings settings =
        read(
            ";-- all of\n[general]\nname = no ;-- nested --; still\n--;\n"
                + "[general] ; the bridge\nname = yes ; not no\n"
                + SMALLEST);

    assertThat(settings.name()).isEqualTo("yes");
  }

  @Test
  void allProblemsAreToldAtOnceInTheirOrder() throws Exception {
    assertThat(
            problems(
                """
                stray = 1
                [general]
                nmae = x
                timezone = Montevideo
                #include more.conf
                [database]
                url = mysql://127.0.0.1/ccdata
                [delivery]
                requests = many
                requests = 3
                connect_timeout = 10 hours
                attempt_timeout
                [template](!)
                [pbx 1]
                type = pbx
                port = 70000
                tls = maybe
                host = pbx.example
                username =
                secret = ab;cd
                [numbers]
                phones = _XXXX
                ignore = [*
                [sales]
                type = queue
                [SALES]
                type = queue
                wrapup = -1
                [somewhere]
                host = x
                """))
        .containsExactly(
            ":1: a key stands before the first section: write a [section] above it",
            ":3: nmae is unknown in [general]: it has name, timezone",
            ":4: timezone = Montevideo: write a zone as America/Montevideo or UTC",
            ":5: #include more.conf: #include and #exec are not read here: write the keys out",
            ":6: [database] needs one of password, password_file, password_env and has none",
            ":7: url = mysql://127.0.0.1/ccdata: write jdbc:mariadb://HOST:PORT/DATABASE",
            ":9: requests = many: write a number from 1 to 1024",
            ":10: requests is there since line 9: keep one of them",
            ":11: connect_timeout = 10 hours: write a time from 100ms to 60s, as 500ms, 10s or 2m",
            ":12: there is no = in the line: write key = value",
            ":13: [template](!): write [name] alone on the line; templates as [name](base) are not"
                + " read",
            ":14: [pbx 1]: name it by letters, digits, _ . -",
            ":16: port = 70000: write a number from 1 to 65535",
            ":17: tls = maybe: write yes or no",
            ":19: username has no value: write one, or take the line out",
            ":20: a ; begins a comment: write \\; where the value has one, or a blank before a"
                + " comment",
            ":22: phones = _XXXX: write a regular expression, [0-9]{4} rather than the dialplan's"
                + " _XXXX",
            ":23: ignore = [*: write a regular expression (Unclosed character class at 1)",
            ":24: [sales] has no wrapup: write wrapup = …",
            ":26: [SALES] is there since line 24: put all in one",
            ":29: [somewhere] is unknown: write type = pbx or type = queue into it, or name it one"
                + " of general, database, journal, delivery, credentials, numbers, calls, web, agi, retention");
  }

  @Test
  void aFileWithoutAPbxIsRefused() throws Exception {
    assertThat(problems("[database]\npassword = x\n"))
        .containsExactly(
            ": has no PBX: write a section with type = pbx, host, username and secret");
  }

  @Test
  void aPbxThatStandsTwiceIsRefused() throws Exception {
    String another =
        """
        [Pbx2]
        type = pbx
        host = %s
        port = %d
        username = switchhook
        secret = ami
        """;
    assertThat(problems(SMALLEST + another.formatted("192.0.2.1", 5038)))
        .containsExactly(
            ":8: [Pbx2] is at 192.0.2.1:5038, as [pbx1] of line 3 is: write each PBX once");
    assertThat(read(SMALLEST + another.formatted("192.0.2.1", 5039)).pbxs()).hasSize(2);
    assertThat(read(SMALLEST + another.formatted("192.0.2.2", 5038)).pbxs()).hasSize(2);
    assertThat(
            problems(SMALLEST + another.formatted("192.0.2.2", 5038).replace("[Pbx2]", "[PBX1]")))
        .containsExactly(":8: [PBX1] is there since line 3: put all in one");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> SettingsReader.read(directory.resolve("none.conf"), Map.of()))
        .hasMessage(
            directory.resolve("none.conf")
                + ": there is no such file: give the right one with -c FILE");
  }

  @Test
  void aFileThatIsNotUtf8IsRefused() throws IOException {
    Path file = directory.resolve("latin.conf");
    Files.write(file, SMALLEST.replace("ami", "señal").getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(file + ": is not UTF-8: save it as UTF-8");
  }

  @Test
  void aPortBehindTheHostIsRefused() throws Exception {
    assertThat(problems(SMALLEST.replace("192.0.2.1", "192.0.2.1:5038")))
        .contains(
            ":5: host = 192.0.2.1:5038: write a host name or an address; a port has a key of its"
                + " own");
    assertThat(read(SMALLEST.replace("192.0.2.1", "::1")).pbxs().get(0).host()).isEqualTo("::1");
  }

  @Test
  void whatTheReaderUnderneathWouldSwallowIsRefused() throws Exception {
    assertThat(problems(SMALLEST + ";-- begun\n[x]\n"))
        .containsExactly(":8: the comment that ;-- begins here is not closed: write --; after it");
    assertThat(problems("\uFEFF" + SMALLEST))
        .containsExactly(
            ":1: the file begins with a byte order mark: save it as UTF-8 without one");
    assertThat(problems(SMALLEST + "x = " + "y".repeat(9000)))
        .containsExactly(":8: the line is longer than 8191 characters");
  }

  @Test
  void aLineAsLongAsTheReaderTakesIsTaken() throws Exception {
    String longest = "secret = " + "y".repeat(8191 - "secret = ".length());

    assertThat(read(SMALLEST.replace("secret = ami", longest)).pbxs().get(0).secret().reveal())
        .hasSize(8182);
  }

  @Test
  void anEmptyFileSaysAllThatIsMissing() throws Exception {
    assertThat(problems("; nothing\n")).hasSize(2);
  }

  @Test
  void aSecretMayComeFromAFile() throws Exception {
    Path file = hidden("secret", "s;1 \n");

    assertThat(read(with("secret_file = " + file)).pbxs().get(0).secret())
        .isEqualTo(new Secret("s;1 "));
  }

  @Test
  void aSecretThatEveryUserMayReadIsWarnedOf() throws Exception {
    Path file = write(SMALLEST);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(SecretSource.class);
    logger.addAppender(log);
    try {
      SettingsReader.read(file, Map.of());
      assertThat(log.list).isEmpty();

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      SettingsReader.read(file, Map.of());
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "every user may read the password in %s: chmod o= %s".formatted(file, file));
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void aSecretMayComeFromTheEnvironment() throws Exception {
    Path file = write(with("secret_env = AMI_SECRET"));

    assertThat(SettingsReader.read(file, Map.of("AMI_SECRET", "s2")).pbxs().get(0).secret())
        .isEqualTo(new Secret("s2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret_env = AMI_SECRET | environment has no such variable",
        "secret_file = /nowhere/secret | there is no such file",
        "secret_file = secret | path that begins with /",
        "secret_file = EMPTY | the password is empty",
        "secret_file = TWO_LINES | control character or a second line",
        "secret_file = LARGE | larger than 4 KiB",
      })
  void aSecretThatCannotBeHadIsRefused(String line, String problem) throws Exception {
    Path empty = hidden("empty", "\n");
    Path two = hidden("two", "hush\nhush\n");
    Path large = hidden("large", "hush".repeat(2000));
    String given =
        line.replace("EMPTY", empty.toString())
            .replace("TWO_LINES", two.toString())
            .replace("LARGE", large.toString());

    assertThat(problems(with(given)))
        .singleElement()
        .asString()
        .startsWith(":7: ")
        .contains(problem)
        .doesNotContain("hush");
  }

  @Test
  void twoSourcesOfOneSecretAreRefused() throws Exception {
    assertThat(problems(SMALLEST + "secret_env = X\n"))
        .containsExactly(
            ":3: [pbx1] needs one of secret, secret_file, secret_env and has secret, secret_env");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?password=hush", "?useSsl=true&PASSWORD=hush", "?user=x&password=hush"})
  void aPasswordInTheAddressIsRefusedAndNotShown(String query) throws Exception {
    assertThat(
            problems(
                SMALLEST.replace("[database]", "[database]\nurl = jdbc:mariadb://h/d" + query)))
        .singleElement()
        .asString()
        .contains("user and password as keys of their own")
        .doesNotContain("hush");
  }

  @Test
  void caFileWithoutTlsIsRefused() throws Exception {
    Path ca = Files.writeString(directory.resolve("ca.pem"), "-");

    assertThat(problems(SMALLEST + "ca_file = " + ca))
        .containsExactly(":8: ca_file has no effect here: write tls = yes too");
  }

  @Test
  void destinations() throws Exception {
    Path ca =
        Files.writeString(
            directory.resolve("ca.pem"),
            new HeldCertificate.Builder().certificateAuthority(0).build().certificatePem());
    String all = "[delivery]\ndeny = 10.0.0.0/8, fd00::/8\nhttps_only = yes\nca_file = " + ca;

    assertThat(read(SMALLEST + all).delivery().destinations())
        .isEqualTo(
            new DestinationSettings(
                List.of(AddressBlock.of("10.0.0.0/8"), AddressBlock.of("fd00::/8")), true, ca));
    assertThat(read(SMALLEST).delivery().destinations()).isEqualTo(DestinationSettings.STANDARD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "deny = 10.0.0.0/33 | '10.0.0.0/33' is no block of addresses; write it as 10.0.0.0/8",
        "deny = 10.0.0.0/8,, fd00::/8 | '' is no block",
        "deny = 10/8 | '10/8' is no block",
        "deny = crm.example | 'crm.example' is no block",
        "https_only = always | write yes or no",
        "proxy = http://me:hush@p:3128 | write http://HOST:PORT",
        "proxy = http://p | write http://HOST:PORT",
        "proxy = http://p:65536 | write http://HOST:PORT",
        "proxy = socks5://p:1080 | write http://HOST:PORT",
        "no_proxy = localhost | no_proxy has no effect here: write proxy =",
        "proxy_password = hush | proxy_password has no effect here: write proxy_username",
        "ca_file = /etc/hostname | there is no certificate in PEM in that file",
      })
  void destinationsThatAreNone(String line, String says) throws Exception {
    assertThat(problems(SMALLEST + "[delivery]\n" + line))
        .singleElement()
        .asString()
        .contains(says)
        .doesNotContain("hush");
  }

  @Test
  void proxy() throws Exception {
    String all =
        """
        [delivery]
        proxy = http://Proxy.example:3128/
        proxy_username = me
        proxy_password = hush
        no_proxy = crm.example, *.internal.example 10.0.0.7,fd00::7
        """;

    ProxySettings proxy =
        Objects.requireNonNull(read(SMALLEST + all).delivery().destinations().proxy());
    assertThat(proxy.address()).isEqualTo(new ProxyAddress("proxy.example", 3128));
    assertThat(proxy.password().reveal()).isEqualTo("hush");
    assertThat(proxy.toString()).doesNotContain("hush");
    assertThat(
            Stream.of("crm.example", "a.internal.example", "10.0.0.7", "fd00::7")
                .noneMatch(proxy::leadsTo))
        .isTrue();
    assertThat(
            Stream.of("internal.example", "xcrm.example", "10.0.0.70", "127.0.0.1")
                .allMatch(proxy::leadsTo))
        .isTrue();
    assertThat(problems(SMALLEST + all.replace("*.internal", "*internal")))
        .singleElement()
        .asString()
        .contains("'*internal.example' is no host; write crm.example or *.crm.example");
  }

  @Test
  void aValueCannotBeginALineOfTheLog() throws Exception {
    assertThat(problems(SMALLEST + "port = 1\u001b[2J\u0085\u2028x\n"))
        .allSatisfy(problem -> assertThat(problem).doesNotContainPattern("[\\p{Cc}\\p{Zl}]"));
  }

  private static String with(String secretLine) {
    return SMALLEST.replace("secret = ami", secretLine);
  }

  private Path write(String text) throws IOException {
    return hidden("switchhook.conf", text);
  }

  private Path hidden(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Settings read(String text) throws IOException, SettingsException {
    return SettingsReader.read(write(text), Map.of());
  }

  /** Without the name of the file, which is the same in each. */
  private List<String> problems(String text) throws IOException {
    Path file = write(text);
    SettingsException thrown =
        catchThrowableOfType(SettingsException.class, () -> SettingsReader.read(file, Map.of()));
    assertThat(thrown).as("a refusal").isNotNull();
    return thrown.problems().stream().map(p -> p.substring(file.toString().length())).toList();
  }
}
