package org.switchhook.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionTest {

  @ParameterizedTest
  @ValueSource(strings = {"x\r", "x\ny", "\u0000"})
  void noFieldCanEndItsLine(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Action(text));
    assertThatIllegalArgumentException().isThrownBy(() -> new Action("Ping").with(text, "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Action("Ping").with("x", text));
  }

  @Test
  void anActionGoesOutWithAnIdOfItsOwn() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    String id = new ActionWriter(out).send(new Action("Ping").with("A", "Zoë"));

    assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("Action: Ping\r\nA: Zoë\r\nActionID: " + id + "\r\n\r\n");
  }

  @Test
  void theIdsOfTwoSessionsDiffer() throws IOException {
    assertThat(new ActionWriter(new ByteArrayOutputStream()).send(new Action("Ping")))
        .isNotEqualTo(new ActionWriter(new ByteArrayOutputStream()).send(new Action("Ping")));
  }
}
