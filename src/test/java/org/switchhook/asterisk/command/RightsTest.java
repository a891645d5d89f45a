package org.switchhook.asterisk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RightsTest {

  private static final Map<String, Object> LEAST =
      Map.of(
          "coreshowchannels", "List currently active channels.  (Priv: system,reporting,all)",
          "coresettings", "Show PBX core settings (version etc).  (Priv: system,reporting,all)",
          "userevent", "Send an arbitrary event.  (Priv: user,all)",
          "redirect", "Redirect (transfer) a call.  (Priv: call,all)",
          "queuestatus", "Show queue status.  (Priv: <none>)",
          "message", "x");

  @Test
  void theLeastIsNeitherTooFewNorTooMany() {
    Rights rights = Rights.of(LEAST, "system, call,agent,user,dialplan");

    assertThat(rights.missingWrite()).isEmpty();
    assertThat(rights.excessWrite()).isEmpty();
    assertThat(rights.missingRead()).isEmpty();
    assertThat(rights.listsChannels()).isTrue();
  }

  @Test
  void namesWhatIsMissing() {
    Rights rights = Rights.of(Map.of(), "call");

    assertThat(rights.missingWrite()).containsExactly("reporting", "user", "call");
    assertThat(rights.missingRead()).containsExactly("system", "agent", "user", "dialplan");
    assertThat(rights.listsChannels()).isFalse();
  }

  @Test
  void namesWhatIsTooMuchByTheActionsThatOneRightAloneAllows() {
    Map<String, Object> commands =
        Map.of(
            "command", "Execute Asterisk CLI Command.  (Priv: command,all)",
            "originate", "Originate a call.  (Priv: originate,all)",
            "reload", "Send a reload event.  (Priv: system,config,all)");

    assertThat(Rights.of(commands, "").excessWrite()).containsExactly("command", "originate");
  }

  @Test
  void allIsEach() {
    assertThat(Rights.of(LEAST, "all").missingRead()).isEmpty();
    assertThat(Rights.of(LEAST, "").missingRead()).isNull();
  }
}
