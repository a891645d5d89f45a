package org.switchhook.soap;

/** How names that come from outside stand in messages. */
final class Words {

  private static final int LONGEST = 80;

  private Words() {}

  static String quoted(String name) {
    String printable = name.replaceAll("\\p{C}", "?");
    return "'"
        + (printable.length() > LONGEST ? printable.substring(0, LONGEST) + "…" : printable)
        + "'";
  }
}
