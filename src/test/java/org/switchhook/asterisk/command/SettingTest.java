package org.switchhook.asterisk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.asterisk.command.QueueList.Caller;
import org.switchhook.asterisk.command.QueueList.Member;
import org.switchhook.asterisk.command.Setting.Agent;
import org.switchhook.asterisk.command.Setting.Rank;

class SettingTest {

  @Test
  void aLaterEventCountsThenTheLowestOrdinal() {
    List<Rank> order =
        List.of(new Rank(3, 9, 9), new Rank(2, -1, 5), new Rank(2, 0, 1), new Rank(2, 0, 2));

    assertThat(order).isSorted();
    assertThat(order).allSatisfy(rank -> assertThat(Rank.of(rank.text())).isEqualTo(rank));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 2", "1 2 x", "1 2 3 4", "-1 2 3", "1 2 9999999999999999999"})
  void whatIsNoRankIsNone(String text) {
    assertThat(Rank.of(text)).isNull();
  }

  @Test
  void aCallerIsInOrderWhereNobodyOfALowerPriorityIsBeforeIt() {
    assertThat(isInOrder(0, 5, 9)).isFalse();
    assertThat(isInOrder(9, 5, 0)).isTrue();
    assertThat(isInOrder(5, 5, 5)).isTrue();
    assertThat(isInOrder(6, 5, 7)).isFalse();
    assertThat(isInOrder(4, 5, 3)).isFalse();
  }

  /** The middle one of three. */
  private static boolean isInOrder(int before, int own, int behind) {
    Caller caller = new Caller("q", "c", "2", 2, own);
    List<Caller> callers =
        List.of(
            new Caller("q", "c", "1", 1, before),
            caller,
            new Caller("q", "c", "3", 3, behind),
            new Caller("other", "c", "4", 1, -99));
    return new QueueList(Set.of("q"), callers, List.of()).isInOrder(caller);
  }

  @Test
  void anAgentIsKnownByNameNumberOrInterface() {
    assertThat(dial("PJSIP/1001")).isEqualTo("PJSIP/1001");
    assertThat(dial("Ana")).isEqualTo("PJSIP/1001");
    assertThat(dial("1001")).isEqualTo("PJSIP/1001&Local/1001@from-queue/n");
    assertThat(dial("ana@example")).isEqualTo("Local/1002@from-queue/n");
    assertThat(dial("2001")).isEqualTo("is not free");
    assertThat(dial("2002")).isEqualTo("is paused");
    assertThat(dial("2003")).isEqualTo("is not free");
    assertThat(dial("100")).isEqualTo("is a member of no queue");
  }

  private static String dial(String name) {
    List<Member> members =
        Stream.of(
                new Member("Ana", "PJSIP/1001", false, 1),
                new Member("Ana", "PJSIP/1001", false, 1),
                new Member("Eva", "Local/1001@from-queue/n", false, 0),
                new Member("Bea", "Local/1002@from-queue/n", false, 1),
                new Member("x", "PJSIP/2001", false, 2),
                new Member("x", "PJSIP/2002", true, 1),
                new Member("x", "PJSIP/2003,System(x)", false, 1),
                new Member("x", "PJSIP/2003", false, 6))
            .toList();
    Place place = new Place(new QueueList(Set.of(), List.of(), members));
    Set<String> rows = name.equals("ana@example") ? Set.of("Local/1002@from-queue/n") : Set.of();
    Agent agent = new Agent(name, rows);
    return place.dial(agent).orElseGet(() -> place.whyNot(agent));
  }
}
