package org.switchhook.soap;

import java.util.List;

/** What a caller can be called. */
final class Texts {

  static final List<String> HOSTILE =
      List.of(
          "\"}],\"x\":1,{event}%0d%0aX-Evil: 1 <b>é😀",
          "]]>",
          "<![CDATA[ x ]]>",
          "&amp; &lt; &#65; &x;",
          "</text><admin>true</admin>",
          "<!-- --> <?xml version=\"1.0\"?>",
          "tab\tline\nline\r\nreturn\rend",
          "' or 1=1; --",
          "  blanks around  ",
          "\u0085\u00a0\u2028\u200f\ufeff\ud83d\ude00\uffee",
          "");

  private Texts() {}
}
