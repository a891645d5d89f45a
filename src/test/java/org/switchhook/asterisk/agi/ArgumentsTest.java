package org.switchhook.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dialplan gives, and what it must not. */
class ArgumentsTest {

  @Test
  void keysAndValues() {
    Arguments arguments = Arguments.of(List.of("a=1=2", "", " b = x ", "timeout= 0.5 "));

    assertThat(arguments.values()).isEqualTo(Map.of("a", "1=2", "b", " x "));
    assertThat(arguments.timeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(Arguments.of(List.of()).timeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nokey",
        "=x",
        "a b=1",
        "ä=1",
        "a.b=1",
        "timeout=0",
        "timeout=61",
        "timeout=x",
        "timeout=1e3",
        "timeout=-1",
        "timeout="
      })
  void whatCannotBeUsedIsSaid(String one) {
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of(List.of(one)));
  }

  @Test
  void onceEachAndOfBoundedLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.of(List.of("a=1", "a=2")))
        .withMessage("a is there twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.of(List.of("a=" + "x".repeat(1025))))
        .withMessageContaining("1025");
  }
}
