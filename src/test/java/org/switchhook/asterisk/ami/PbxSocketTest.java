package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;

/** The certificates are their own authorities, as many a PBX has them. */
class PbxSocketTest {

  private static final String PASSWORD = "changeit";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir static Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    make("good", "san=ip:127.0.0.1", "-0d");
    make("otherhost", "san=dns:pbx.example", "-0d");
    make("expired", "san=ip:127.0.0.1", "-400d");
  }

  @Test
  void aTrustedCertificateOfThisHostIsAccepted() throws Exception {
    assertThat(greeting("good", folder.resolve("good.pem"))).isEqualTo("Asterisk");
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() {
    assertRefused("otherhost", folder.resolve("otherhost.pem"), "127.0.0.1");
  }

  @Test
  void anExpiredCertificateIsRefused() {
    assertRefused("expired", folder.resolve("expired.pem"), "not valid now");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    assertRefused("good", null, "certification path");
    assertRefused("good", folder.resolve("otherhost.pem"), "");
  }

  @Test
  void aCaFileThatIsNoneIsAnErrorThatNamesIt() throws Exception {
    Path text = Files.writeString(folder.resolve("no.pem"), "no certificate");

    assertThatThrownBy(() -> greeting("good", text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no.pem");
  }

  private static void assertRefused(String keys, @Nullable Path caFile, String why) {
    assertThatThrownBy(() -> greeting(keys, caFile))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining(why);
  }

  /** The first word that a server with these keys says. */
  private static String greeting(String keys, @Nullable Path caFile) throws Exception {
    try (ServerSocket server = server(keys)) {
      Thread thread = new Thread(() -> greet(server));
      thread.start();
      PbxSettings pbx =
          new PbxSettings(
              "pbx1", "127.0.0.1", server.getLocalPort(), true, caFile, "u", new Secret("s"));
      try (Socket socket = PbxSocket.open(pbx, TIMEOUT)) {
        return new String(socket.getInputStream().readNBytes(8), UTF_8);
      } finally {
        thread.join();
      }
    }
  }

  private static void greet(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getOutputStream().write("Asterisk Call Manager/11.0.0\r\n".getBytes(UTF_8));
    } catch (IOException e) {
      // A client that refuses the certificate ends the handshake, and so does a bad CA file.
      return;
    }
  }

  private static ServerSocket server(String keys) throws Exception {
    KeyStore store = keys(keys);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 8, InetAddress.getLoopbackAddress());
  }

  private static KeyStore keys(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static void make(String name, String alternative, String start) throws Exception {
    Path store = folder.resolve(name + ".p12");
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/keytool",
            "-genkeypair",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name,
            "-ext",
            alternative,
            "-startdate",
            start,
            "-validity",
            "365");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    byte[] certificate = keys(name).getCertificate(name).getEncoded();
    String body = Base64.getMimeEncoder().encodeToString(certificate);
    Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }
}
