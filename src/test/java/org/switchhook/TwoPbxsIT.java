package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.ManagerUser;
import org.switchhook.pbx.Pbx;
import org.switchhook.pbx.Scenarios;

/** An Asterisk 22 and a 16 without a system name at one bridge: the same happens on both. */
class TwoPbxsIT {

  private static final String ANSWERED = Stories.of(Stories.OF_CALLS, "answered");
  private static final String AGENT = "PJSIP/1001";

  @Test
  void eachTellsItsOwn() throws Exception {
    try (Premises premises = Premises.open();
        Pbx second = Pbx.start("16", "");
        CallCentre here = new CallCentre(premises.pbx())) {
      BridgeProcess bridge = premises.bridge(section(second));
      bridge.awaitConnected();
      bridge.awaitSaid("pbx2: connected");

      String callHere;
      String callThere;
      try (CallCentre there = new CallCentre(second)) {
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> answered(there));
        callHere = answered(here);
        callThere = "pbx2-" + other.join();
      }
      second.stop();
      bridge.awaitSaid("pbx2 (127.0.0.1:" + second.amiPort() + ")");
      new Scenarios(here).play("agentlife"); // what is due by the clock of one that is silent
      String whileOneIsDown = answered(here);
      premises.inbox().await(Premises.ALL, whileOneIsDown, "call.closed");
      second.boot();
      bridge.awaitSaid("pbx2: connected", 2);
      String again;
      try (CallCentre there = new CallCentre(second)) {
        again = "pbx2-" + answered(there);
      }
      for (String call : List.of(callHere, callThere, whileOneIsDown, again)) {
        premises.inbox().await(Premises.ALL, call, "call.closed");
      }
      bridge.stop();

      Inbox inbox = premises.inbox();
      assertCall(inbox, "pbx1", callHere);
      assertCall(inbox, "pbx2", callThere);
      assertCall(inbox, "pbx1", whileOneIsDown);
      assertCall(inbox, "pbx2", again);
      String agent = Stories.of(Stories.OF_AGENTS, "answered");
      String agentlife = Stories.of(Stories.OF_AGENTS, "agentlife");
      assertAgent(inbox, "pbx1", String.join(" ", agent, agentlife, agent));
      assertAgent(inbox, "pbx2", String.join(" ", agent, agent));
      assertThat(inbox.at(Premises.ALL).stream().map(Posted::id)).doesNotHaveDuplicates();
      premises.assertNoSecretIsTold();
    }
  }

  private static String[] section(Pbx second) {
    return new String[] {
      "[pbx2]",
      "type = pbx",
      "host = 127.0.0.1",
      "port = " + second.amiPort(),
      "username = " + ManagerUser.SWITCHHOOK.username(),
      "secret = " + ManagerUser.SWITCHHOOK.secret()
    };
  }

  /** The uniqueid of a call that an agent has answered. */
  private static String answered(CallCentre centre) {
    new Scenarios(centre).play("answered");
    return centre.driver().await("QueueCallerJoin").get("Uniqueid");
  }

  private static void assertCall(Inbox inbox, String pbx, String call) {
    assertStory(inbox.story(Premises.ALL, call), pbx, "call.", ANSWERED);
  }

  private static void assertAgent(Inbox inbox, String pbx, String story) {
    List<Posted> posts =
        inbox.at(Premises.ALL).stream()
            .filter(posted -> posted.event().startsWith("agent.") && pbx.equals(pbx(posted)))
            .filter(posted -> posted.json().path("agent").path("interface").asText().equals(AGENT))
            .sorted((one, other) -> Long.compare(one.sequence(), other.sequence()))
            .toList();
    assertStory(posts, pbx, "agent.", story);
  }

  private static void assertStory(List<Posted> posts, String pbx, String group, String story) {
    assertThat(Stories.words(group, posts.stream().map(Posted::body).toList())).isEqualTo(story);
    assertThat(posts.stream().map(Posted::sequence).toList())
        .isEqualTo(LongStream.rangeClosed(1, posts.size()).boxed().toList());
    assertThat(posts).allSatisfy(posted -> assertThat(pbx(posted)).isEqualTo(pbx));
  }

  private static String pbx(Posted posted) {
    return posted.json().path("pbx").asText();
  }
}
