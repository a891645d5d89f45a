package org.switchhook.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ManagerUserTest {

  @Test
  void theSectionGivesTheLeastRights() {
    assertThat(ManagerUser.section("s3cret").lines())
        .startsWith(
            "[switchhook]",
            "secret = s3cret",
            "read = system,call,agent,user,dialplan",
            "write = reporting,user,call",
            "writetimeout = 10000",
            "displayconnects = no")
        .filteredOn(line -> line.startsWith("eventfilter"))
        .hasSize(5);
  }

  @Test
  void everyEventThatIsReadPassesTheFilter() {
    for (AmiEvent event : AmiEvent.values()) {
      String named = "Variable: QUEUESTATUS\r\nUserEvent: Disposition\r\n";
      String message = "Event: " + event.event() + "\r\nPrivilege: x,all\r\n" + named;
      assertThat(passes(message)).as(event.event()).isEqualTo(event.broadcast());
    }
  }

  @Test
  void othersDoNotPassWhateverTheySay() {
    assertThat(passes("Event: HangupHandlerRun\r\nX: y\r\n")).isFalse();
    assertThat(passes("Event: Newexten\r\nCallerIDName: Event: Hangup\r\n")).isFalse();
    assertThat(passes("Event: UserEvent\r\nUserEvent: SwitchhookHeldBack\r\n")).isFalse();
    assertThat(passes("Event: UserEvent\r\nUserEvent: Dispositions\r\n")).isFalse();
    assertThat(passes("Event: UserEvent\r\nUserEvent: x\r\nX: UserEvent: Disposition\r\n"))
        .isFalse();
    assertThat(passes("Event: VarSet\r\nVariable: SIPDOMAIN\r\nValue: x\r\n")).isFalse();
    assertThat(passes("Event: VarSet\r\nVariable: X\r\nValue: Variable: QUEUESTATUS\r\n"))
        .isFalse();
  }

  @Test
  void theUserEventByWhichTheFilterIsTestedPasses() {
    assertThat(passes("Event: UserEvent\r\nUserEvent: SwitchhookCheck\r\nX: y\r\n")).isTrue();
  }

  /** A dialplan's shows its channel before its name, a manager user's only what that user says. */
  @Test
  void aDispositionPassesWhoeverSendsItWithAndWithoutATime() {
    String privilege = "Event: UserEvent\r\nPrivilege: user,all\r\n";
    String name = "UserEvent: Disposition\r\n";
    for (String time : List.of("", "Timestamp: 1.000002\r\nSystemName: pbx1\r\n")) {
      assertThat(passes(privilege + time + "Channel: PJSIP/1-1\r\n" + name)).isTrue();
      assertThat(passes(privilege + time + name + "ActionID: 1\r\nValue1: x\r\n")).isTrue();
    }
  }

  /** As Asterisk does: the expression is searched for, and a dot matches line ends. */
  private static boolean passes(String message) {
    return ManagerUser.eventFilters().stream()
        .map(filter -> filter.replace("[[:cntrl:]]", "\\p{Cntrl}"))
        .anyMatch(filter -> Pattern.compile(filter, Pattern.DOTALL).matcher(message).find());
  }
}
