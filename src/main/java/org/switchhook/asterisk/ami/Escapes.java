package org.switchhook.asterisk.ami;

/**
 * Undoes ast_escape_c (utils.c), which Asterisk puts on caller names and variable values in the
 * events that show a channel. Numbers, contexts and items of lists come as they are.
 */
final class Escapes {

  private static final String ESCAPED = "abfnrtv";
  private static final String PLAIN = "\u0007\b\f\n\r\t\u000b";

  private Escapes() {}

  static String undo(String text) {
    int escape = text.indexOf('\\');
    if (escape < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    // A backslash at the very end is no escape: Asterisk had no room for what belongs to it.
    while (escape >= 0 && escape + 1 < text.length()) {
      plain.append(text, from, escape).append(plain(text.charAt(escape + 1)));
      from = escape + 2;
      escape = text.indexOf('\\', from);
    }
    return plain.append(text, from, text.length()).toString();
  }

  private static char plain(char escaped) {
    int known = ESCAPED.indexOf(escaped);
    return known < 0 ? escaped : PLAIN.charAt(known);
  }
}
