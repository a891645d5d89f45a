package org.switchhook.exchange;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why a request came to nothing, in words for whoever has to put it right. */
final class Reason {

  static final String TOO_LATE = "no answer within the time of an attempt";

  private static final int LONGEST = 500;
  private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

  private Reason() {}

  /** Printable ASCII, on one line. */
  static String of(Throwable trouble) {
    String text = ascii(words(trouble));
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /** A header or a line of log holds nothing that ends it, and OkHttp refuses what is not ASCII. */
  static String ascii(String text) {
    return isPrintable(text) ? text : NOT_PRINTABLE.matcher(text).replaceAll("?");
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String words(Throwable trouble) {
    if (trouble instanceof InterruptedIOException && "timeout".equals(trouble.getMessage())) {
      return TOO_LATE;
    }
    if (trouble instanceof RefusedException refused) {
      return String.valueOf(refused.getMessage());
    }
    if (trouble instanceof UnknownHostException) {
      return "unknown host: " + trouble.getMessage();
    }
    if (trouble instanceof UnknownServiceException && says(trouble, "CLEARTEXT")) {
      return "refused: https_only in [delivery] is on; write https:// into url";
    }
    if (trouble instanceof SSLException) {
      return "TLS: " + tls(trouble);
    }
    // OkHttp says no more than this of headers that are longer than it reads.
    if (caused(trouble, cause -> cause instanceof EOFException && says(cause, "\\n not found"))) {
      return "the headers of the answer do not end, or are longer than 256 KiB";
    }
    return trouble.getClass().getSimpleName() + ": " + trouble.getMessage();
  }

  private static String tls(Throwable trouble) {
    if (trouble instanceof SSLPeerUnverifiedException) {
      return "the certificate is for another host: " + firstLine(trouble);
    }
    if (caused(trouble, CertificateExpiredException.class::isInstance)) {
      return "the certificate has expired";
    }
    if (caused(trouble, CertificateNotYetValidException.class::isInstance)) {
      return "the certificate is not valid yet";
    }
    if (caused(trouble, CertPathBuilderException.class::isInstance)) {
      return "the certificate is signed by nobody who is trusted here, or by itself; ca_file in"
          + " [delivery] may name an authority of yours";
    }
    if (says(trouble, "protocol_version") || says(trouble, "client preferences")) {
      return "the server speaks no TLS 1.2 or later";
    }
    return firstLine(trouble);
  }

  private static String firstLine(Throwable trouble) {
    return Optional.ofNullable(trouble.getMessage()).stream()
        .flatMap(String::lines)
        .findFirst()
        .orElse(trouble.getClass().getSimpleName());
  }

  private static boolean says(Throwable trouble, String words) {
    return String.valueOf(trouble.getMessage()).contains(words);
  }

  private static boolean caused(Throwable trouble, Predicate<Throwable> what) {
    return Stream.iterate(trouble, cause -> cause != null, Throwable::getCause).anyMatch(what);
  }
}
