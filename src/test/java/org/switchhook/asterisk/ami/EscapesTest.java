package org.switchhook.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapesTest {

  @Test
  void everyEscapeOfAsteriskIsUndone() {
    assertThat(Escapes.undo("\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"\\?"))
        .isEqualTo("\u0007\b\f\n\r\t\u000b\\'\"?");
  }

  @Test
  void anEscapedBackslashDoesNotEscape() {
    assertThat(Escapes.undo("a\\\\nb")).isEqualTo("a\\nb");
  }

  @Test
  void aBackslashAtTheEndStays() {
    assertThat(Escapes.undo("a\\")).isEqualTo("a\\");
    assertThat(Escapes.undo("\\\\\\")).isEqualTo("\\\\");
  }

  @Test
  void plainTextStays() {
    assertThat(Escapes.undo("Zoë")).isEqualTo("Zoë");
  }
}
