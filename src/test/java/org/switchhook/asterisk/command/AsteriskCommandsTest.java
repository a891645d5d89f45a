package org.switchhook.asterisk.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.switchhook.asterisk.ami.ScriptedPbx;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;

@Timeout(20)
class AsteriskCommandsTest {

  @Test
  void asksForTheVersionOnALoginWithoutEvents() throws IOException {
    try (ScriptedPbx pbx =
            new ScriptedPbx(
                action ->
                    "Login".equals(action.get("Action")) && !"off".equals(action.get("Events"))
                        ? ScriptedPbx.response(action, "Error", "Message: events are on")
                        : answer(action, "Success", "AsteriskVersion: 22.10.1"));
        AsteriskCommands commands = AsteriskCommands.open(settings(pbx, "switchhook"))) {
      assertThat(commands.version()).isEqualTo("22.10.1");
    }
  }

  @Test
  void withoutTheRightThereIsNoVersion() throws IOException {
    try (ScriptedPbx pbx =
            new ScriptedPbx(action -> answer(action, "Error", "Message: Permission denied"));
        AsteriskCommands commands = AsteriskCommands.open(settings(pbx, "switchhook"))) {
      assertThat(commands.version()).isNull();
      assertThat(commands.rights().missingWrite())
          .containsExactlyInAnyOrder("reporting", "user", "call");
      assertThat(commands.rights().missingRead()).isNull();
    }
  }

  @Test
  void aRefusedLoginNamesTheUserAndNotTheSecret() throws IOException {
    try (ScriptedPbx pbx =
        new ScriptedPbx(
            action ->
                "Login".equals(action.get("Action"))
                    ? ScriptedPbx.response(action, "Error", "Message: Authentication failed")
                    : ScriptedPbx.healthy(action))) {
      assertThatThrownBy(() -> AsteriskCommands.open(settings(pbx, "switchhook")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("switchhook")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void aUserNameThatWouldBeAnActionIsRefused() throws IOException {
    try (ScriptedPbx pbx = new ScriptedPbx(ScriptedPbx::healthy)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AsteriskCommands.open(settings(pbx, "a\r\nAction: Originate")));
    }
  }

  private static String answer(Map<String, String> action, String response, String line) {
    return "CoreSettings".equals(action.get("Action")) || "Command".equals(action.get("Action"))
        ? ScriptedPbx.response(action, response, line)
        : ScriptedPbx.healthy(action);
  }

  private static PbxSettings settings(ScriptedPbx pbx, String username) {
    return new PbxSettings(
        "pbx1", "127.0.0.1", pbx.port(), false, null, username, new Secret("s3cret"));
  }
}
