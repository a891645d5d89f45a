package org.switchhook.webhook;

import java.net.IDN;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hosts that a credential may be sent to: {@code crm.example} is that host alone, {@code
 * *.crm.example} each host below it and not itself. Ports do not count.
 *
 * @param hosts in lower case; empty = any host
 */
public record Domain(List<String> hosts) {

  private static final Pattern HOST =
      Pattern.compile(
          "(\\*\\.)?[a-z0-9_][a-z0-9_-]*(\\.[a-z0-9_-]+)*|[0-9a-f.]*(:[0-9a-f.]*){2,8}");
  private static final int LONGEST = 253;
  private static final String BELOW = "*.";

  /**
   * As the column {@code domain} has it: hosts with commas or blanks between.
   *
   * @throws IllegalArgumentException when one is none, without saying it
   */
  static Domain of(String text) {
    return new Domain(
        Arrays.stream(text.split("[\\s,]+"))
            .filter(host -> !host.isEmpty())
            .map(Domain::host)
            .toList());
  }

  private static String host(String text) {
    try {
      String host = text.startsWith("[") ? text.replaceAll("[\\[\\]]", "") : IDN.toASCII(text);
      String small = host.toLowerCase(Locale.ROOT);
      if (small.length() <= LONGEST && HOST.matcher(small).matches()) {
        return small;
      }
    } catch (IllegalArgumentException e) {
      // Its message repeats the text.
    }
    throw new IllegalArgumentException(
        "domain is none; write hosts with commas between, without scheme, port and path:"
            + " crm.example, or *.crm.example for all below it");
  }

  /**
   * Whether it may go there.
   *
   * @param host as it is dialled: in lower case, an IPv6 address without brackets
   */
  public boolean covers(String host) {
    return hosts.isEmpty() || hosts.stream().anyMatch(one -> covers(one, host));
  }

  private static boolean covers(String one, String host) {
    return one.startsWith(BELOW) ? host.endsWith(one.substring(1)) : host.equals(one);
  }

  @Override
  public String toString() {
    return String.join(", ", hosts);
  }
}
