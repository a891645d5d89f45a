package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.event.Event;
import org.switchhook.webhook.WebhookRow.Wish;

/** The call of the event is inbound, in queue Demo<- and of its campaign. */
class FilterTest {

  private static final Event EVENT = Events.ended("c1", 3);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "any|any|''|''|true",
        "inbound|queue|Demo<-|Demo<-|true",
        "both|any|''|''|true",
        "outbound|any|''|''|false",
        "internal|any|''|''|false",
        "any|direct|''|''|false",
        "any|any|' x , Demo<- ,'|''|true",
        "any|any|demo<-|''|false",
        "any|any|x|''|false",
        "any|any|Demo<-|x|false",
        "any|any|' , '|''|true",
      })
  void ofACall(
      String direction, String conversations, String queues, String campaigns, boolean wanted) {
    Filter filter = Filter.of(new Wish(direction, conversations, queues, campaigns), null);
    assertThat(wants(filter, EVENT)).isEqualTo(wanted);
  }

  @Test
  void whatIsNoCallIsNotFilteredByIt() {
    Filter filter = Filter.of(new Wish("outbound", "direct", "x", "y"), null);
    assertThat(wants(filter, Events.loggedIn(1))).isTrue();
    assertThat(filter.isOpen()).isFalse();
    assertThat(Filter.of(Wish.ANY, null).isOpen()).isTrue();
  }

  @Test
  void unknownWordsAreErrors() {
    assertThatThrownBy(() -> Filter.of(new Wish("in", "any", "", ""), null))
        .hasMessage("direction 'in' is unknown; write inbound, outbound, internal, both or any");
    assertThatThrownBy(() -> Filter.of(new Wish("any", "chat", "", ""), null))
        .hasMessage("conversations 'chat' is unknown; write queue, direct or any");
  }

  private static boolean wants(Filter filter, Event event) {
    return filter.wants(event, () -> EventJson.tree(event));
  }
}
