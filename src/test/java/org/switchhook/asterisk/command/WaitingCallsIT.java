package org.switchhook.asterisk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.switchhook.asterisk.command.Setting.Rank;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.ManagerUser;
import org.switchhook.pbx.Pbx;

/** What stands in the way of setting something on a call is told, and soon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitingCallsIT {

  private static final Duration BOUND = Duration.ofSeconds(7);
  private static final String SHIPPED = "extensions.d/switchhook.conf";

  private final Pbx pbx = Pbx.start();
  private final CallCentre centre = new CallCentre(pbx);

  @AfterEach
  void clear() {
    centre.clear();
    centre.forget();
  }

  @AfterAll
  void close() {
    centre.close();
    pbx.close();
  }

  @Test
  void rightsThatAreMissingAreNamed() {
    pbx.editManager("switchhook.conf", conf -> conf.replace("user,call", "user"));
    try (WaitingCalls calls = calls(pbx.amiPort())) {
      String call = queued();
      assertThat(calls.set(setting(call, null, "support")))
          .isEqualTo("queue support: refused, the manager user lacks the right write = call");
      assertThat(calls.set(setting(call, 5, null)))
          .isEqualTo(
              "priority 5: confirmed; other answers may replace it: the manager user lacks the"
                  + " right write = call");
      assertThat(calls.put(call, new TreeMap<>(Map.of("a", "b"))))
          .isEqualTo("SWITCHHOOK_DATA_*: not set, the manager user lacks the right write = call");
    } finally {
      pbx.editManager("switchhook.conf", conf -> conf.replace("user\n", "user,call\n"));
    }
  }

  @Test
  void aDialplanWithoutTheContextIsNamedAndNobodyHungUp() {
    pbx.edit(SHIPPED, conf -> conf.replace("[switchhook-set]", "[other]"));
    pbx.cli("dialplan reload");
    try (WaitingCalls calls = calls(pbx.amiPort())) {
      String call = queued();
      assertThat(calls.set(setting(call, 5, "support")))
          .isEqualTo(
              "queue support: refused, the dialplan has no extension queue in the context"
                  + " switchhook-set: include extensions.d/switchhook.conf; priority 5: confirmed");
    } finally {
      pbx.edit(SHIPPED, conf -> conf.replace("[other]", "[switchhook-set]"));
      pbx.cli("dialplan reload");
    }
  }

  @Test
  void aPbxThatIsNotThereIsToldAtOnce() {
    try (WaitingCalls calls = calls(1)) {
      assertThat(calls.set(setting("x", 5, null)))
          .startsWith("not set: pbx1 cannot be reached: Connection refused");
      assertThat(calls.put("x", new TreeMap<>(Map.of("a", "b"))))
          .startsWith("SWITCHHOOK_DATA_*: not set, pbx1 cannot be reached: ");
    }
  }

  @Test
  void aPbxThatStandsStillHoldsNobodyForLong() throws IOException, InterruptedException {
    try (WaitingCalls calls = calls(pbx.amiPort())) {
      String call = queued();
      assertThat(calls.set(setting(call, 5, null))).isEqualTo("priority 5: confirmed");
      signal("STOP");
      try {
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
          assertThat(calls.set(setting(call, 6, null))).startsWith("not set: ");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
      } finally {
        signal("CONT");
      }
    }
  }

  @Test
  void whoIsFreeIsKnownInTimeOrNotAtAll() throws IOException, InterruptedException {
    Setting.Agent agent = new Setting.Agent("Agent 1001", Set.of());
    try (WaitingCalls away = calls(1)) {
      assertThat(away.dial(agent, Duration.ofSeconds(2))).isEmpty();
    }
    centre.login("1001", "remote");
    try (WaitingCalls calls = calls(pbx.amiPort())) {
      assertThat(calls.dial(agent, Duration.ofSeconds(2))).hasValue("PJSIP/1001");
      assertThat(calls.dial(new Setting.Agent("", Set.of()), Duration.ofSeconds(2))).isEmpty();
      centre.driver().pause("1001", "lunch");
      Await.until(
          "the pause is seen", BOUND, () -> calls.dial(agent, Duration.ofSeconds(2)).isEmpty());
      signal("STOP");
      try {
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
          assertThat(calls.dial(agent, Duration.ofMillis(100))).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      } finally {
        signal("CONT");
      }
      centre.driver().unpause("1001");
      Await.until("he is back", BOUND, () -> calls.dial(agent, Duration.ofSeconds(2)).isPresent());
    }
  }

  @Test
  void aConnectionThatWasLostIsMadeAnew() {
    try (WaitingCalls calls = calls(pbx.amiPort())) {
      assertThat(calls.put("x", new TreeMap<>(Map.of("a", "b")))).isEmpty();
      centre.restart();
      String call = queued();
      assertThat(calls.set(setting(call, 5, null))).isEqualTo("priority 5: confirmed");
    }
  }

  @Test
  void aVariableHasANameAndAValueOfOneLineAndNothingElse() {
    try (WaitingCalls calls = calls(pbx.amiPort())) {
      String call = queued();
      var data = new TreeMap<String, String>();
      data.put("a)", "x");
      data.put("long", "é".repeat(501));
      data.put("fits", "é".repeat(495));
      data.put("line", "x\r\n\r\nAction: Originate");
      assertThat(List.of(calls.put(call, data).split("; ")))
          .containsExactly(
              "SWITCHHOOK_DATA_a): not set, that is no name of a variable",
              "SWITCHHOOK_DATA_line: not set, it has a control character",
              "SWITCHHOOK_DATA_long: not set, it has more than 1000 bytes");
      assertThat(centre.driver().variable(call, "SWITCHHOOK_DATA_fits"))
          .isEqualTo(data.get("fits"));
    }
  }

  private String queued() {
    centre.driver().forget();
    centre.call("7000");
    return centre.driver().await("QueueCallerJoin").get("Uniqueid");
  }

  private static Setting setting(String call, @Nullable Integer priority, @Nullable String queue) {
    return new Setting(call, new Rank(1, 0, 1), priority, queue, null);
  }

  private static WaitingCalls calls(int port) {
    ManagerUser user = ManagerUser.SWITCHHOOK;
    return new WaitingCalls(
        new PbxSettings(
            "pbx1", "127.0.0.1", port, false, null, user.username(), new Secret(user.secret())));
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pbx.pid())).start().waitFor();
  }
}
