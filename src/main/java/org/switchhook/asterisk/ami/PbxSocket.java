package org.switchhook.asterisk.ami;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.PbxSettings;

/** Opens the socket to a PBX, plain or by TLS with the certificate and the host name checked. */
public final class PbxSocket {

  private PbxSocket() {}

  /**
   * A connected socket, the TLS handshake done.
   *
   * @param timeout of the TCP connect, and of each read of the handshake
   * @throws IOException if the PBX is not reachable or not whom it should be
   */
  public static Socket open(PbxSettings pbx, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(pbx.host(), pbx.port()), millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      return pbx.tls() ? secure(socket, pbx) : socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secure(Socket socket, PbxSettings pbx) throws IOException {
    Socket layered = factory(pbx.caFile()).createSocket(socket, pbx.host(), pbx.port(), true);
    if (!(layered instanceof SSLSocket secured)) {
      throw new IOException("no TLS socket but " + layered.getClass());
    }
    // Without this a certificate of any host would do.
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    checkValidity(secured);
    return secured;
  }

  /** Java asks no date of a certificate that stands in the CA file itself. */
  private static void checkValidity(SSLSocket socket) throws IOException {
    try {
      if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
        certificate.checkValidity();
      }
    } catch (CertificateException e) {
      throw new SSLPeerUnverifiedException("the certificate is not valid now: " + e.getMessage());
    }
  }

  private static SSLSocketFactory factory(@Nullable Path caFile) throws IOException {
    if (caFile == null) {
      return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
    try (InputStream pem = Files.newInputStream(caFile)) {
      return trusting(CertificateFactory.getInstance("X.509").generateCertificates(pem));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read the certificates in " + caFile + ": " + e.getMessage(), e);
    }
  }

  private static SSLSocketFactory trusting(Collection<? extends Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    int number = 0;
    for (Certificate authority : authorities) {
      trusted.setCertificateEntry("ca" + number++, authority);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
