package org.switchhook.pbx;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A small contact centre at work: what each golden transcript shows, played on a real PBX. Each
 * scenario begins and ends without calls, members and answering phones.
 */
public final class Scenarios implements AutoCloseable {
  private static final List<String> QUEUES =
      List.of("sales", "support", "pool", "pausers", "everyone");

  private final Map<String, Runnable> byName = new LinkedHashMap<>();
  private final Map<String, Phone> phones = new LinkedHashMap<>();
  private final Driver driver;

  public Scenarios(Pbx pbx) {
    driver = new Driver(pbx);
    for (String name : Phone.NAMES) {
      phones.put(name, new Phone(pbx, name));
    }
    byName.put("answered", this::answered);
    byName.put("rna", this::rna);
    byName.put("reject", this::reject);
    byName.put("abandon", this::abandon);
    byName.put("abandon_ringing", this::abandonRinging);
    byName.put("overflow", this::overflow);
    byName.put("agentlife", this::agentlife);
    byName.put("pool", this::pool);
    byName.put("blind", this::blind);
    byName.put("attended", this::attended);
    byName.put("hold", this::hold);
    byName.put("outbound", this::outbound);
    byName.put("outbound_busy", this::outboundBusy);
    byName.put("direct", this::direct);
    byName.put("direct_noanswer", this::directNoanswer);
    byName.put("autopause", this::autopause);
    byName.put("ringall", this::ringall);
    byName.put("weird_name", this::weirdName);
  }

  public Set<String> names() {
    return byName.keySet();
  }

  public Driver driver() {
    return driver;
  }

  public Phone phone(String name) {
    return Objects.requireNonNull(phones.get(name), name);
  }

  /** Plays a scenario from its quiet beginning to its quiet end. */
  public void play(String name) {
    Runnable scenario = byName.get(name);
    if (scenario == null) {
      throw new IllegalArgumentException("no scenario " + name + ", only " + names());
    }
    forget();
    scenario.run();
    clear();
  }

  /** One agent, who answers after a second and talks for two. */
  public void answered() {
    login("1001", "sales");
    answerAfter("1001", 1_000);
    call("7000");
    driver.await("AgentConnect");
    talk(2_000);
    trunk().hangup();
    driver.await("AgentComplete");
  }

  /** Nobody answers for one ring attempt, then the agent does. */
  public void rna() {
    login("1001", "sales");
    call("7000");
    driver.await("AgentRingNoAnswer");
    answerAfter("1001", 500);
    driver.await("AgentConnect");
    talk(1_000);
    phone("1001").hangup();
    driver.await("AgentComplete");
  }

  /** The agent rejects the call, and the caller gives up. */
  public void reject() {
    login("1001", "sales");
    call("7000");
    phone("1001").await("CALL_INCOMING");
    ring(300);
    phone("1001").hangup();
    driver.await("AgentRingNoAnswer");
    trunk().hangup();
    driver.await("QueueCallerAbandon");
  }

  /** Nobody is there, and the caller gives up. */
  public void abandon() {
    call("7000");
    driver.await("QueueCallerJoin");
    waitInLine(1_500);
    trunk().hangup();
    driver.await("QueueCallerAbandon");
  }

  /** The caller gives up while an agent's phone rings. */
  public void abandonRinging() {
    login("1001", "sales");
    call("7000");
    driver.await("AgentCalled");
    ring(700);
    trunk().hangup();
    driver.await("QueueCallerAbandon");
  }

  /** Four seconds in one queue, then another queue's agent answers. */
  public void overflow() {
    answerAfter("1003", 700);
    call("7010");
    driver.await("AgentConnect");
    talk(1_500);
    trunk().hangup();
    driver.await("AgentComplete");
  }

  /** An agent comes, has lunch, works in a second queue, and goes. */
  public void agentlife() {
    login("1001", "sales");
    driver.pause("1001", "Lunch");
    Await.elapse(Duration.ofMillis(300));
    driver.unpause("1001");
    login("1001", "support");
    driver.pause("1001", "Training", "support");
    driver.queueRemove("support", "1001");
    driver.queueRemove("sales", "1001");
    driver.await("the last queue left", m -> m.is("QueueMemberRemoved") && inQueue(m, "sales"));
  }

  /** An agent of app_agent_pool, whose phone stays connected between the calls. */
  public void pool() {
    answerAfter("1001", 300);
    driver.originate("PJSIP/1001", "agentlogin", "2001", "");
    driver.await("AgentLogin");
    call("7002");
    driver.await("AgentConnect");
    talk(2_000);
    trunk().hangup();
    driver.await("AgentComplete");
    Await.elapse(Duration.ofSeconds(3)); // wrapuptime of agents.conf, and some
    phone("1001").hangup();
    driver.await("AgentLogoff");
  }

  public void blind() {
    Message connect = connected();
    answerAfter("1002", 500);
    driver.blindTransfer(connect.get("DestChannel"), "phones", "1002");
    driver.await("BlindTransfer");
    phone("1002").await("CALL_ESTABLISHED");
    talk(1_500);
    trunk().hangup();
  }

  public void attended() {
    Message connect = connected();
    answerAfter("1002", 500);
    driver.attendedTransfer(connect.get("DestChannel"), "phones", "1002");
    phone("1002").await("CALL_ESTABLISHED");
    talk(1_500);
    phone("1001").hangup();
    driver.await("AttendedTransfer");
    talk(1_500);
    trunk().hangup();
  }

  /** The agent puts the caller on hold for a second. */
  public void hold() {
    connected();
    phone("1001").hold();
    driver.await("Hold");
    Await.elapse(Duration.ofSeconds(1));
    phone("1001").resume();
    driver.await("Unhold");
    talk(500);
    trunk().hangup();
    driver.await("AgentComplete");
  }

  public void outbound() {
    answerAfter("trunk", 800);
    phone("1001").dial("9034911222333");
    driver.await("DialEnd");
    talk(2_000);
    phone("1001").hangup();
  }

  public void outboundBusy() {
    phone("1001").dial("9034911222333");
    trunk().await("CALL_INCOMING");
    ring(1_000);
    trunk().hangup();
    driver.await("DialEnd");
  }

  /** From outside to an agent's own number, past the queues. */
  public void direct() {
    answerAfter("1002", 600);
    call("1002");
    driver.await("DialEnd");
    talk(1_500);
    trunk().hangup();
  }

  public void directNoanswer() {
    call("1002");
    driver.await("DialEnd");
  }

  /** The queue pauses the agent who did not answer. */
  public void autopause() {
    login("1001", "pausers");
    login("1002", "pausers");
    answerAfter("1002", 1_000);
    call("7003");
    driver.await("AgentConnect");
    talk(1_000);
    trunk().hangup();
    driver.await("AgentComplete");
  }

  /** Two phones ring at once, one answers. */
  public void ringall() {
    login("1001", "everyone");
    login("1002", "everyone");
    answerAfter("1002", 1_200);
    call("7004");
    driver.await("AgentConnect");
    talk(1_000);
    trunk().hangup();
    driver.await("AgentComplete");
  }

  /** A caller whose name has quotes, braces, percent signs, umlauts and a header in it. */
  public void weirdName() {
    login("1001", "sales");
    answerAfter("1001", 300);
    String name = "Zoë \\\"x\\\"} {event}%0d%0aX-Evil: 1 <b>";
    driver.originate("Local/hold@caller", "inbound", "7000", '"' + name + "\" <00541155>");
    driver.await("AgentConnect");
    talk(1_000);
    phone("1001").hangup();
  }

  @Override
  public void close() {
    phones.values().forEach(Phone::close);
    driver.close();
  }

  /** A member of a queue, with this phone. */
  public void login(String phone, String queue) {
    driver.queueAdd(queue, phone, "Agent " + phone);
  }

  /** A call from outside. */
  public void call(String did) {
    trunk().dial(did);
  }

  /** Nobody calls, nobody answers, nobody is logged in. */
  public void clear() {
    phones.values().forEach(phone -> phone.autoAnswer(null));
    driver.hangup("/./");
    driver.awaitIdle();
    for (String queue : QUEUES) {
      for (String phone : List.of("1001", "1002")) {
        driver.queueRemove(queue, phone);
      }
    }
  }

  private void forget() {
    driver.forget();
    phones.values().forEach(Phone::forget);
  }

  /** A caller and an agent in sales, one second into their conversation. */
  private Message connected() {
    login("1001", "sales");
    answerAfter("1001", 300);
    call("7000");
    Message connect = driver.await("AgentConnect");
    talk(1_000);
    return connect;
  }

  private Phone trunk() {
    return phone("trunk");
  }

  private void answerAfter(String phone, int ringMs) {
    phone(phone).autoAnswer(Duration.ofMillis(ringMs));
  }

  private static boolean inQueue(Message message, String queue) {
    return message.get("Queue").equals(queue);
  }

  private static void talk(int ms) {
    Await.elapse(Duration.ofMillis(ms));
  }

  private static void ring(int ms) {
    Await.elapse(Duration.ofMillis(ms));
  }

  private static void waitInLine(int ms) {
    Await.elapse(Duration.ofMillis(ms));
  }
}
