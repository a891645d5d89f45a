package org.switchhook.webhook.template;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a caller may type, and what nobody would. */
final class RandomValues {

  private static final List<String> NASTY =
      List.of(
          "\"}],\"x\":1,{event}%0d%0aX-Evil: 1 <b>é😀",
          "]]>",
          "&amp;",
          "${SHELL(id)}",
          "\r\nX-Evil: 1",
          "a/../b?c#d",
          "%2e%2e",
          "{{",
          "[contact:phone]",
          "'--",
          "+ +",
          "",
          " ",
          "\\u0041",
          "\\");

  private RandomValues() {}

  /** Some that are known to hurt, then random ones; no half of a surrogate pair. */
  static Stream<String> of(int count) {
    Random random = new Random(7);
    return Stream.concat(
        NASTY.stream(), Stream.generate(() -> one(random)).limit(count - NASTY.size()));
  }

  private static String one(Random random) {
    int most = random.nextBoolean() ? 0x80 : 0x1_0800;
    return IntStream.generate(() -> random.nextInt(most))
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .limit(random.nextInt(20))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
