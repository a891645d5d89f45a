package org.switchhook.config;

import java.util.List;

/**
 * The proxy by which requests leave the site: a part of the section {@code [delivery]}.
 *
 * @param username empty: the proxy asks nobody who he is
 * @param direct the hosts that are reached without it, in lower case: {@code crm.example} is that
 *     host alone, {@code *.crm.example} each below it
 */
public record ProxySettings(
    ProxyAddress address, String username, Secret password, List<String> direct) {

  /** Its own loopback is not what is meant by these. */
  public static final List<String> STANDARD_DIRECT = List.of("localhost", "127.0.0.1", "::1");

  /**
   * Whether it is used to go there.
   *
   * @param host as it is dialled: in lower case, an IPv6 address without brackets
   */
  public boolean leadsTo(String host) {
    return direct.stream().noneMatch(one -> covers(one, host));
  }

  private static boolean covers(String one, String host) {
    return one.startsWith("*.") ? host.endsWith(one.substring(1)) : host.equals(one);
  }
}
