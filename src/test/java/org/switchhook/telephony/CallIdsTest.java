package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallIdsTest {

  private final CallIds ids = new CallIds();

  @Test
  void aUniqueidWithASystemNameIsTheId() {
    assertThat(ids.of("pbx1", "madrid-1795316412.34")).isEqualTo("madrid-1795316412.34");
    assertThat(ids.of("pbx2", "pbx2-1795316412.34")).isEqualTo("pbx2-1795316412.34");
  }

  @Test
  void whereThereIsNoneTheNameOfThePbxStandsInFront() {
    assertThat(ids.of("pbx1", "1795316412.34")).isEqualTo("pbx1-1795316412.34");
    assertThat(ids.of("pbx2", "1795316412.34")).isEqualTo("pbx2-1795316412.34");
    // As who originates a channel may have named it.
    assertThat(ids.of("pbx2", "order-17")).isEqualTo("pbx2-order-17");
  }

  @Test
  void aSystemNameThatAnotherPbxHasTooIsNotEnough() {
    assertThat(ids.of("pbx1", "asterisk-1795316412.34")).isEqualTo("asterisk-1795316412.34");
    assertThat(ids.of("pbx2", "asterisk-1795316412.34")).isEqualTo("pbx2-asterisk-1795316412.34");
    assertThat(ids.of("pbx1", "asterisk-1795316413.35")).isEqualTo("asterisk-1795316413.35");
  }

  @Test
  void noNamesAreSoUnluckyThatTwoCallsShareAnId() {
    List<String> all =
        List.of(
            ids.of("a", "b-1.2"),
            ids.of("b", "1.2"), // its name is the other's system name
            ids.of("b", "a-1.2"),
            ids.of("a", "1.2"),
            ids.of("c", "b-1.2"),
            ids.of("c-b", "1.2"), // and here with the name in front
            ids.of("b-b", "1.2"));
    assertThat(all).doesNotHaveDuplicates();
  }
}
