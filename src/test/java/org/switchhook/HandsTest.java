package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;
import org.switchhook.delivery.AnsweredCall;
import org.switchhook.webhook.template.Wishes;

class HandsTest {

  /** At none of these ports anybody listens. */
  private final Hands hands = new Hands(List.of(pbx("north", 1), pbx("south", 2)));

  @AfterEach
  void close() {
    hands.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"north", "south"})
  void eachCallIsActedOnAtItsOwnPbx(String pbx) {
    assertThat(hands.act(call(pbx, new Wishes(7, null, null))))
        .startsWith("not set: " + pbx + " cannot be reached: ");
  }

  @Test
  void aPbxThatIsGoneFromTheSettingsIsNamed() {
    assertThat(hands.act(call("west", new Wishes(7, null, null))))
        .isEqualTo("not set: this bridge has no PBX west");
  }

  @Test
  void whereNothingIsWishedNobodyIsAsked() {
    assertThat(hands.act(call("north", Wishes.NONE))).isEmpty();
  }

  private static AnsweredCall call(String pbx, Wishes wishes) {
    return new AnsweredCall(pbx, "1.2", new AnsweredCall.By(1, 0, 1), new TreeMap<>(), wishes);
  }

  private static PbxSettings pbx(String name, int port) {
    return new PbxSettings(name, "127.0.0.1", port, false, null, "u", new Secret("s"));
  }
}
