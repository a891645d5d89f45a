package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {

  @ParameterizedTest
  @CsvSource({
    "''                       , anything.example , true",
    "crm.example              , crm.example      , true",
    "CRM.Example              , crm.example      , true",
    "crm.example              , a.crm.example    , false",
    "crm.example              , xcrm.example     , false",
    "crm.example              , crm.example.evil , false",
    "crm.example              , crm.exampl       , false",
    "*.crm.example            , a.crm.example    , true",
    "*.crm.example            , a.b.crm.example  , true",
    "*.crm.example            , crm.example      , false",
    "*.crm.example            , xcrm.example     , false",
    "'a.example, *.b.example' , x.b.example      , true",
    "'a.example b.example'    , b.example        , true",
    "'a.example,,'            , b.example        , false",
    "10.0.0.1                 , 10.0.0.1         , true",
    "10.0.0.1                 , 10.0.0.10        , false",
    "[::1]                    , ::1              , true",
    "ñandú.example            , xn--and-6ma2c.example , true",
  })
  void whereItMayGo(String domain, String host, boolean covers) {
    assertThat(Domain.of(domain).covers(host)).isEqualTo(covers);
  }

  @Test
  void aHostOfSixtyThousandLettersIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> Domain.of("a.".repeat(30_000) + "b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Domain.of("[" + ":".repeat(60_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://geheim",
        "geheim:443",
        "geheim/x",
        "*geheim",
        "*.",
        "geheim.*",
        "a..geheim",
        "*",
        "."
      })
  void whatIsNoHostIsRefusedWithoutSayingIt(String domain) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Domain.of(domain))
        .withMessageStartingWith("domain is none; write hosts")
        .withMessageNotContaining("geheim")
        .withNoCause();
  }
}
