package org.switchhook.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;

class FilterProbeTest {

  private static final Duration TIME = Duration.ofMillis(300);

  @Test
  void tellsWhatShouldHaveBeenHeldBack() throws Exception {
    String items = "Event: QueueParams\r\n\r\nEvent: QueueMember\r\n\r\n";
    String variable = "Event: VarSet\r\nVariable: SIPDOMAIN\r\n\r\n";
    FilterProbe.Heard heard = hear(items + "Event: Newexten\r\n\r\n" + variable);

    assertThat(heard.unwanted()).containsExactlyInAnyOrder("Newexten", "VarSet");
  }

  @Test
  void findsNoFaultWithWhatIsWanted() throws Exception {
    String variable = "Event: VarSet\r\nVariable: QUEUESTATUS\r\n\r\n";
    FilterProbe.Heard heard = hear("Event: QueueParams\r\n\r\nEvent: Reload\r\n\r\n" + variable);

    assertThat(heard).isEqualTo(new FilterProbe.Heard(true, 2, Set.of()));
  }

  @Test
  void aRefusedLoginIsSaid() {
    assertThatThrownBy(
            () -> {
              try (ScriptedPbx pbx =
                  new ScriptedPbx(
                      action ->
                          "Login".equals(action.get("Action"))
                              ? ScriptedPbx.response(
                                  action, "Error", "Message: Authentication failed")
                              : ScriptedPbx.healthy(action))) {
                FilterProbe.listen(settings(pbx), TIME);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Authentication failed");
  }

  private static FilterProbe.Heard hear(String events) throws Exception {
    try (ScriptedPbx pbx =
        new ScriptedPbx(
            action ->
                "Login".equals(action.get("Action"))
                    ? ScriptedPbx.healthy(action) + events
                    : ScriptedPbx.healthy(action))) {
      return FilterProbe.listen(settings(pbx), TIME);
    }
  }

  private static PbxSettings settings(ScriptedPbx pbx) {
    return new PbxSettings("pbx1", "127.0.0.1", pbx.port(), false, null, "u", new Secret("s"));
  }
}
