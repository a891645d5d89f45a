package org.switchhook;

import java.io.PrintWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.switchhook.exchange.Request;

/**
 * A request as people look at it, without the secrets of its address.
 *
 * @param queryToo the query is of no secret
 */
record RequestText(Request request, boolean queryToo) {

  private static final Pattern URL =
      Pattern.compile("(?<scheme>[^:]+://)(?<authority>[^/?#]*)(?<path>[^?#]*)(?<query>[?#].*)?");

  void print(PrintWriter out) {
    String address = queryToo ? request.url().replaceFirst("(?<=://)[^/?#]*@", "***@") : url();
    out.println(request.method() + " " + line(address));
    if (request.body() != null) {
      out.println("Content-Type: " + request.contentType());
    }
    if (address.contains("://***@")) {
      out.println("Authorization: ***");
    }
    request.headers().forEach((name, value) -> out.println(name + ": " + line(value)));
    out.println();
    if (request.body() != null) {
      out.println(line(request.body()));
    }
  }

  private String url() {
    return masked(request.url());
  }

  /** Passwords, queries and what is long enough to be a token. */
  static String masked(String url) {
    Matcher parts = URL.matcher(line(url));
    if (!parts.matches()) {
      return "***";
    }
    return parts.group("scheme")
        + parts.group("authority").replaceFirst(".*@", "***@")
        + parts.group("path").replaceAll("[^/]{20,}", "***")
        + (parts.group("query") == null ? "" : "?***");
  }

  /** Without what would move the cursor or begin another line. */
  static String line(String text) {
    return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
