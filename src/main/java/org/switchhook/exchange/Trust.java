package org.switchhook.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the authorities that Java trusts, and those in a file beside them. */
final class Trust implements X509TrustManager {

  private final X509TrustManager authorities;

  private Trust(X509TrustManager authorities) {
    this.authorities = authorities;
  }

  /**
   * Reads the file.
   *
   * @throws IllegalStateException if there are no certificates in it
   */
  static Trust inJavaAnd(Path caFile) {
    try (InputStream pem = Files.newInputStream(caFile)) {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      for (X509Certificate authority : trusting(null).getAcceptedIssuers()) {
        add(all, authority);
      }
      for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        add(all, own);
      }
      return new Trust(trusting(all));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "cannot read the certificates in " + caFile + ": " + e.getMessage(), e);
    }
  }

  SSLSocketFactory sockets() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private static void add(KeyStore all, Certificate authority) throws GeneralSecurityException {
    all.setCertificateEntry("ca" + all.size(), authority);
  }

  /** Null: those that Java trusts. */
  private static X509TrustManager trusting(@Nullable KeyStore authorities)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("Java checks no X.509 certificates");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    authorities.checkServerTrusted(chain, type);
    // Java asks no date of a certificate that stands in the file itself.
    chain[0].checkValidity();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    authorities.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }
}
