package org.switchhook.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy (RFC 9110, 3.7; CONNECT for what is encrypted), spoken to without TLS.
 *
 * @param host a name or an address, IPv6 without brackets
 */
public record ProxyAddress(String host, int port) {

  /** No proxy at all. */
  public static final ProxyAddress NONE = new ProxyAddress("", 0);

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?i)http://(?:(?<name>[a-z0-9_][a-z0-9_.-]{0,252})|\\[(?<six>[0-9a-f.:]{2,45})])"
              + ":(?<port>[0-9]{1,5})/?");
  private static final int LAST_PORT = 65_535;

  /**
   * As {@code http://HOST:PORT}.
   *
   * @throws IllegalArgumentException with what to write, without what stands there: some write a
   *     password into it
   */
  public static ProxyAddress of(String text) {
    Matcher parts = WRITTEN.matcher(text);
    int port = parts.matches() ? Integer.parseInt(parts.group("port")) : 0;
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "write http://HOST:PORT; a user and a password stand in proxy_username and"
              + " proxy_password of [delivery]");
    }
    String host = parts.group("name") == null ? parts.group("six") : parts.group("name");
    return new ProxyAddress(host.toLowerCase(Locale.ROOT), port);
  }
}
