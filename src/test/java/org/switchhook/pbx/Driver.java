package org.switchhook.pbx;

import java.util.List;
import java.util.function.Predicate;

/** What the tests do to a PBX and see of it: a manager login with every right. */
public final class Driver implements AutoCloseable {
  private final int port;
  private ManagerSession session;

  public Driver(Pbx pbx) {
    port = pbx.amiPort();
    session = login(port);
  }

  private static ManagerSession login(int port) {
    return ManagerSession.login(port, ManagerUser.DRIVER, frame -> {}, () -> {});
  }

  /** Logs in anew, after Asterisk has restarted. */
  public void loginAgain() {
    session.close();
    session = login(port);
  }

  public void queueAdd(String queue, String phone, String memberName) {
    queueAdd(queue, pjsip(phone), memberName, pjsip(phone));
  }

  /** Adds a member whose state is that of something else than what is called. */
  public void queueAdd(String queue, String member, String memberName, String stateInterface) {
    session.send(
        "QueueAdd",
        "Queue",
        queue,
        "Interface",
        member,
        "MemberName",
        memberName,
        "StateInterface",
        stateInterface);
  }

  /**
   * Removes a member, if it is one.
   *
   * @param member a phone, or an interface
   */
  public void queueRemove(String queue, String member) {
    String interfaceName = member.contains("/") ? member : pjsip(member);
    session.ask("QueueRemove", "Queue", queue, "Interface", interfaceName);
  }

  /** In all of the member's queues. */
  public void pause(String phone, String reason) {
    session.send("QueuePause", "Interface", pjsip(phone), "Paused", "true", "Reason", reason);
  }

  public void pause(String phone, String reason, String queue) {
    session.send(
        "QueuePause",
        "Interface",
        pjsip(phone),
        "Paused",
        "true",
        "Reason",
        reason,
        "Queue",
        queue);
  }

  public void unpause(String phone) {
    session.send("QueuePause", "Interface", pjsip(phone), "Paused", "false");
  }

  public void unpause(String phone, String queue) {
    session.send("QueuePause", "Interface", pjsip(phone), "Paused", "false", "Queue", queue);
  }

  /** Headers are given as name, value, name, value… */
  public void userEvent(String name, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "UserEvent";
    all[1] = name;
    System.arraycopy(headers, 0, all, 2, headers.length);
    session.send("UserEvent", all);
  }

  /** Calls a channel and, once it answers, sends it to an extension; does not wait for it. */
  public void originate(String channel, String context, String extension, String callerId) {
    session.send(
        "Originate",
        "Channel",
        channel,
        "Context",
        context,
        "Exten",
        extension,
        "Priority",
        "1",
        "CallerID",
        callerId,
        "Async",
        "true");
  }

  public void redirect(String channel, String context, String extension) {
    session.send(
        "Redirect", "Channel", channel, "Context", context, "Exten", extension, "Priority", "1");
  }

  public void blindTransfer(String channel, String context, String extension) {
    session.send("BlindTransfer", "Channel", channel, "Context", context, "Exten", extension);
  }

  public void attendedTransfer(String channel, String context, String extension) {
    session.send("Atxfer", "Channel", channel, "Context", context, "Exten", extension);
  }

  public void setVariable(String channel, String variable, String value) {
    session.send("Setvar", "Channel", channel, "Variable", variable, "Value", value);
  }

  /** A variable or function of a channel. */
  public String variable(String channel, String variable) {
    return session.send("Getvar", "Channel", channel, "Variable", variable).get("Value");
  }

  /**
   * Hangs up what is there.
   *
   * @param channels a name, or a regular expression between slashes
   */
  public void hangup(String channels) {
    session.ask("Hangup", "Channel", channels);
  }

  /** Any other action; its response is a success. */
  public Message send(String action, String... headers) {
    return session.send(action, headers);
  }

  /** Waits for an event of this name since {@link #forget}. */
  public Message await(String event) {
    return session.await(event, message -> message.is(event));
  }

  /** Waits for an event since {@link #forget}. */
  public Message await(String what, Predicate<Message> meant) {
    return session.await(what, meant);
  }

  /** Waits until a phone is dialled. */
  public Message awaitDial(String phone) {
    return await(
        "dial of " + phone,
        m -> m.is("DialBegin") && m.get("DestChannel").startsWith(pjsip(phone) + "-"));
  }

  /** Waits until the dial of a phone ends. */
  public Message awaitDialEnd(String phone) {
    return await(
        "end of the dial of " + phone,
        m -> m.is("DialEnd") && m.get("DestChannel").startsWith(pjsip(phone) + "-"));
  }

  /** How many of the events since {@link #forget} are meant. */
  public long count(Predicate<Message> meant) {
    return session.count(meant);
  }

  /** Those of the events since {@link #forget} that are meant. */
  public List<Message> all(Predicate<Message> meant) {
    return session.all(meant);
  }

  /** What came until now is not awaited any more. */
  public void forget() {
    session.forget();
  }

  /** Waits until no channel is left. */
  public void awaitIdle() {
    Await.until("no channel", Await.DEADLINE, () -> channels().equals("0"), this::channels);
  }

  private String channels() {
    return Integer.toString(list("CoreShowChannels").size());
  }

  /** What Asterisk lists: QueueStatus, CoreShowChannels. */
  public List<Message> list(String action) {
    String id = session.send(action).get("ActionID");
    Message end =
        session.await(
            action + "Complete",
            message -> message.is(action + "Complete") && message.get("ActionID").equals(id));
    return session.all(m -> m.get("ActionID").equals(id) && !m.equals(end));
  }

  @Override
  public void close() {
    session.close();
  }

  private static String pjsip(String phone) {
    return "PJSIP/" + phone;
  }
}
