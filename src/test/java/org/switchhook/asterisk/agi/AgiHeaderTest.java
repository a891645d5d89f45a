package org.switchhook.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Asterisk says of a call, and what somebody else wants it to have said. */
class AgiHeaderTest {

  private static final String REAL =
      """
      agi_network: yes
      agi_network_script: call/crm%20look-up?a=key%3Da%2C%22b&x=1
      agi_request: agi://127.0.0.1:4573/call/crm%20look-up?a=key%3Da%2C%22b&x=1
      agi_channel: PJSIP/trunk-00000001
      agi_uniqueid: pbx1-1795321421.3
      agi_callerid: 34911555010
      agi_calleridname: @NAME@
      agi_dnid: 7020
      agi_threadid: 140131
      agi_arg_1: tier=gold
      agi_arg_2:\s
      agi_arg_3: last=@LAST@""";

  private static AgiHeader header(String name, String last) {
    return AgiHeader.of(REAL.replace("@NAME@", name).replace("@LAST@", last));
  }

  @Test
  void itIsReadAsAsteriskWritesIt() {
    AgiHeader header = header("Laura", "50%");

    assertThat(header.path()).containsExactly("call", "crm look-up");
    assertThat(header.given()).containsExactly("key=a,\"b", "x=1", "tier=gold", "", "last=50%");
    assertThat(header.get("agi_uniqueid")).isEqualTo("pbx1-1795321421.3");
    assertThat(header.find("agi_rdnis")).isNull();
    assertThat(header("unknown", "").find("agi_calleridname")).isNull();
  }

  @Test
  void aLineEndInAValueIsOne() {
    assertThat(header("two\nlines: x", "").get("agi_calleridname")).isEqualTo("two\nlines: x");
    assertThat(header("", "a\nb").given()).last().isEqualTo("last=a\nb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nagi_network_script: call/other",
        "a\nagi_uniqueid: other",
        "a\nagi_dnid: 1",
        "a\nagi_arg_1: tier=platinum",
        "a\nagi_threadid: 1\nagi_arg_1: tier=platinum",
        "a\nagi_x",
      })
  void aNameThatPassesForFurtherLinesIsRefused(String name) {
    assertThatExceptionOfType(ForgedException.class).isThrownBy(() -> header(name, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nagi_arg_2: x=1", "a\nagi_arg_5: x=1", "a\nagi_channel: x"})
  void anArgumentThatPassesForOthersIsRefused(String last) {
    assertThatExceptionOfType(ForgedException.class).isThrownBy(() -> header("", last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET / HTTP/1.1\nHost: x", "agi_network: yes"})
  void whatIsNoneIsRefused(String text) {
    assertThatExceptionOfType(ForgedException.class).isThrownBy(() -> AgiHeader.of(text));
  }
}
