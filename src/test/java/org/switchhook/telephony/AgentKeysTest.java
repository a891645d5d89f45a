package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members as FreePBX has them, and the phones that they are at. */
class AgentKeysTest {

  private static final String LOCAL = "Local/1001@from-queue/n";
  private static final String HINT = "hint:1001@ext-local";

  private final AgentKeys keys = new AgentKeys();

  private String on(String endpoint) {
    return keys.on(Endpoint.ofInterface(endpoint));
  }

  @ParameterizedTest
  @CsvSource({
    "PJSIP/1001,              PJSIP/1001,          PJSIP/1001",
    "Local/1001@from-queue/n, hint:1001@ext-local, hint:1001@ext-local",
    "Local/1001@from-queue/n, PJSIP/1001,          PJSIP/1001",
    "Local/1001@from-queue/n, ,                    Local/1001@from-queue/n",
    "local/1001@from-queue/n, HINT:1001@ext-local, HINT:1001@ext-local",
    "PJSIP/1001,              hint:1001@ext-local, hint:1001@ext-local",
    "Local/1001@pool,         Agent:1001,          PJSIP/1001",
    "Local/1002@from-queue/n, hint:1002@ext-local, PJSIP/1001",
    "SIP/1001,                ,                    PJSIP/1001",
  })
  void whoIsAtAPhone(String iface, String stateInterface, String key) {
    keys.of(iface, stateInterface);
    assertThat(on("PJSIP/1001")).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PJSIP/1001", "SIP/1001", "IAX2/1001"})
  void whateverTheDialplanRingsForTheNumber(String endpoint) {
    keys.of(LOCAL, HINT);
    assertThat(on(endpoint)).isEqualTo(HINT);
  }

  @Test
  void whoIsAMemberByThatVeryInterfaceComesFirst() {
    keys.of(LOCAL, HINT);
    keys.of("PJSIP/1001", null);
    assertThat(on("PJSIP/1001")).isEqualTo("PJSIP/1001");
    assertThat(on("SIP/1001")).isEqualTo(HINT);
  }

  @Test
  void aLocalChannelIsNobodysPhone() {
    keys.of(LOCAL, HINT);
    assertThat(on("Local/1001@from-internal")).isEqualTo("Local/1001@from-internal");
  }

  @Test
  void aStateInterfaceThatShowsLaterTakesTheNumberOver() {
    assertThat(keys.of(LOCAL, null)).isEqualTo(LOCAL);
    assertThat(on("PJSIP/1001")).isEqualTo(LOCAL);
    keys.of(LOCAL, HINT);
    assertThat(on("PJSIP/1001")).isEqualTo(HINT);
    assertThat(keys.of(LOCAL, null)).isEqualTo(HINT);
  }

  @Test
  void aPoolThatShowsLaterGivesTheNumberBack() {
    keys.of("Local/2001@agentpool", null);
    keys.of("Local/2001@agentpool", "Agent:2001");
    assertThat(on("PJSIP/2001")).isEqualTo("PJSIP/2001");
  }

  @Test
  void ofTwoWhomTheDialplanRingsTheFirstStays() {
    keys.of(LOCAL, null);
    keys.of("Local/1001@other/n", null);
    keys.of(LOCAL, null);
    assertThat(on("PJSIP/1001")).isEqualTo(LOCAL);
  }
}
