package org.switchhook.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.switchhook.asterisk.ami.FilterProbe.Echo;
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

    assertThat(heard).isEqualTo(new FilterProbe.Heard(true, Set.of(), Echo.SILENT, false));
  }

  @Test
  void aFilterThatWorksLetsOneOfTwoThrough() throws Exception {
    FilterProbe.Heard heard =
        hear("", action -> shows(action) ? userEvent(action, "Timestamp: 1.2\r\n") : "");

    assertThat(heard).isEqualTo(new FilterProbe.Heard(true, Set.of(), Echo.HEARD, true));
  }

  @Test
  void withoutAFilterBothComeBack() throws Exception {
    FilterProbe.Heard heard = hear("", action -> userEvent(action, ""));

    assertThat(heard)
        .isEqualTo(new FilterProbe.Heard(true, Set.of("UserEvent"), Echo.HEARD, false));
  }

  @Test
  void aDispositionIsWantedAndAnotherUserEventIsNot() throws Exception {
    String disposition = "Event: UserEvent\r\nUserEvent: Disposition\r\n\r\n";

    assertThat(hear(disposition).unwanted()).isEmpty();
    assertThat(hear(disposition.replace("Disposition", "Other")).unwanted())
        .containsExactly("UserEvent");
  }

  @Test
  void anEchoOfSomebodyElsesIsNone() throws Exception {
    String other = "Event: UserEvent\r\nUserEvent: SwitchhookCheck\r\nActionID: 1\r\n\r\n";

    assertThat(hear(other).echo()).isEqualTo(Echo.SILENT);
  }

  @Test
  void theRightToSendItMayBeMissing() throws Exception {
    FilterProbe.Heard heard =
        listen(
            action ->
                "UserEvent".equals(action.get("Action"))
                    ? ScriptedPbx.response(action, "Error", "Message: Permission denied")
                    : ScriptedPbx.healthy(action));

    assertThat(heard.echo()).isEqualTo(Echo.REFUSED);
    assertThat(heard.timestamped()).isNull();
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

  private static boolean shows(Map<String, String> action) {
    return FilterProbe.SHOWN.equals(action.get("UserEvent"));
  }

  private static String userEvent(Map<String, String> action, String time) {
    return "Event: UserEvent\r\n%sUserEvent: %s\r\nActionID: %s\r\n\r\n"
        .formatted(time, action.get("UserEvent"), action.get("ActionID"));
  }

  private static FilterProbe.Heard hear(String events) throws Exception {
    return hear(events, action -> "");
  }

  /** A PBX that says these events after the login, and these to a UserEvent. */
  private static FilterProbe.Heard hear(String events, ScriptedPbx.Script echo) throws Exception {
    return listen(
        action ->
            ScriptedPbx.healthy(action)
                + switch (action.getOrDefault("Action", "")) {
                  case "Login" -> events;
                  case "UserEvent" -> echo.answer(action);
                  default -> "";
                });
  }

  private static FilterProbe.Heard listen(ScriptedPbx.Script script) throws Exception {
    try (ScriptedPbx pbx = new ScriptedPbx(script)) {
      return FilterProbe.listen(settings(pbx), TIME);
    }
  }

  private static PbxSettings settings(ScriptedPbx pbx) {
    return new PbxSettings("pbx1", "127.0.0.1", pbx.port(), false, null, "u", new Secret("s"));
  }
}
