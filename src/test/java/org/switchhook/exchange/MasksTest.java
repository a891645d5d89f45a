package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.config.Secret;

class MasksTest {

  private final Masks masks = Masks.of(List.of(new Secret("hush/hush+\"1"), new Secret("short")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "a hush/hush+\"1 b | a *** b",
        "a hush%2Fhush%2B%221 b | a *** b",
        "{\"t\":\"hush/hush+\\\"1\"} | {\"t\":\"***\"}",
        "short | short",
        // An answer ends where no more of it is kept.
        "a hush/hush | a ***",
        "a hush%2Fhush%2B%2 | a ***",
        "a hush/hus | a ***",
        "a hush | a hush",
      })
  void standsForASecretHoweverItIsWritten(String said, String shown) {
    assertThat(masks.apply(said)).isEqualTo(shown);
  }
}
