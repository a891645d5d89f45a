package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

  private final Moment moment =
      new Moment(InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z")));

  @ParameterizedTest
  @CsvSource({
    "2026-11-20,                2026-11-20T00:00:00Z",
    "2026-11-20T10:15,          2026-11-20T10:15:00Z",
    "2026-11-20 10:15:30.5,     2026-11-20T10:15:30.500Z",
    "2026-11-20T10:15:30Z,      2026-11-20T10:15:30Z",
    "2026-11-20T10:15-03:00,    2026-11-20T13:15:00Z",
    "90s,                       2026-11-22T11:58:30Z",
    "30m,                       2026-11-22T11:30:00Z",
    "2h,                        2026-11-22T10:00:00Z",
    "3d,                        2026-11-19T12:00:00Z",
  })
  void aTime(String text, Instant meant) {
    assertThat(moment.convert(text)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-13-01", "2026-11-20T25:00", "3w", "-1h", "5"})
  void noTime(String text) {
    assertThatThrownBy(() -> moment.convert(text)).hasMessageContaining("is no time; write 2026");
  }

  @Test
  void nothingOfAnAddressThatMayBeASecretIsShown() {
    assertThat(RequestText.masked("https://u:p@ss@crm.example:8443/hooks?token=x#y"))
        .isEqualTo("https://***@crm.example:8443/hooks?***");
    assertThat(
            RequestText.masked(
                "https://hooks.a-long-name-of-a-host.example/T0/B0/abcdefghij0123456789"))
        .isEqualTo("https://hooks.a-long-name-of-a-host.example/T0/B0/***");
  }
}
