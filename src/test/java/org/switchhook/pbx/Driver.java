package org.switchhook.pbx;

import java.util.function.Predicate;

/** What the tests do to a PBX and see of it: a manager login with every right. */
public final class Driver implements AutoCloseable {
  private final ManagerSession session;

  public Driver(Pbx pbx) {
    session = ManagerSession.login(pbx.amiPort(), ManagerUser.DRIVER, frame -> {});
  }

  public void queueAdd(String queue, String phone, String memberName) {
    session.send(
        "QueueAdd",
        "Queue",
        queue,
        "Interface",
        pjsip(phone),
        "MemberName",
        memberName,
        "StateInterface",
        pjsip(phone));
  }

  /** Removes a member, if it is one. */
  public void queueRemove(String queue, String phone) {
    session.ask("QueueRemove", "Queue", queue, "Interface", pjsip(phone));
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

  /** What came until now is not awaited any more. */
  public void forget() {
    session.forget();
  }

  /** Waits until no channel is left. */
  public void awaitIdle() {
    Await.until("no channel", Await.DEADLINE, () -> channels().equals("0"), this::channels);
  }

  private String channels() {
    String id = session.send("CoreShowChannels").get("ActionID");
    return session
        .await(
            "CoreShowChannelsComplete",
            message -> message.is("CoreShowChannelsComplete") && message.get("ActionID").equals(id))
        .get("ListItems");
  }

  @Override
  public void close() {
    session.close();
  }

  private static String pjsip(String phone) {
    return "PJSIP/" + phone;
  }
}
