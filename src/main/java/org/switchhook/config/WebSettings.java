package org.switchhook.config;

import org.jspecify.annotations.Nullable;

/**
 * The bridge's own HTTP server.
 *
 * @param host the address to listen at; absent where there is to be none
 * @param port 0 is any that is free
 */
public record WebSettings(@Nullable String host, int port) {

  /** What holds where switchhook.conf says nothing; not Asterisk's own 8088. */
  public static final WebSettings STANDARD = new WebSettings("127.0.0.1", 8480);

  /** No server. */
  public static final WebSettings OFF = new WebSettings(null, 0);
}
