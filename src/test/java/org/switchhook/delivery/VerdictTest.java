package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.exchange.Answer;

class VerdictTest {

  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "200,DELIVERED",
    "204,DELIVERED",
    "299,DELIVERED",
    "301,FAILED",
    "400,REFUSED",
    "404,REFUSED",
    "408,FAILED",
    "410,GONE",
    "425,FAILED",
    "429,FAILED",
    "500,FAILED",
    "503,FAILED",
    ",FAILED"
  })
  void byStatus(@Nullable Integer status, Verdict verdict) {
    assertThat(Verdict.of(new Answer(status, null, Duration.ZERO, "", name -> null)))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "120,PT2M",
    "1000000000000000000000,PT277777H46M39S",
    "'Sun, 22 Nov 2026 03:01:00 GMT',PT1M"
  })
  void aWishThatMakesSense(String header, Duration wish) {
    assertThat(Verdict.wish(header, NOW)).hasValue(wish);
  }

  @ParameterizedTest
  @CsvSource({"-5", "soon", "''", "1e9", "'Sun, 22 Nov 2020 03:01:00 GMT'"})
  void nonsenseIsNoWish(String header) {
    assertThat(Verdict.wish(header, NOW)).isEmpty();
  }

  @Test
  void noHeaderIsNoWish() {
    assertThat(Verdict.wish(null, NOW)).isEqualTo(Optional.empty());
  }
}
