package org.switchhook.pbx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** A PBX with three desks, a line to the world, and somebody who drives them all. */
public final class CallCentre implements AutoCloseable {
  private final Map<String, Phone> phones = new LinkedHashMap<>();
  private final Pbx pbx;
  private final Driver driver;
  private final List<Membership> memberships = new ArrayList<>();

  public CallCentre(Pbx pbx) {
    this.pbx = pbx;
    driver = new Driver(pbx);
    for (String name : Phone.NAMES) {
      phones.put(name, new Phone(pbx, name));
    }
  }

  public Driver driver() {
    return driver;
  }

  /** 1001, 1002, 1003 or trunk. */
  public Phone phone(String name) {
    return Objects.requireNonNull(phones.get(name), name);
  }

  /** The line to the world. */
  public Phone trunk() {
    return phone("trunk");
  }

  /** A call from outside. */
  public void call(String did) {
    trunk().dial(did);
  }

  /** Makes this phone a member of a queue. */
  public void login(String phone, String queue) {
    login("PJSIP/" + phone, queue, "Agent " + phone, "PJSIP/" + phone);
  }

  /** Makes an interface a member of a queue. */
  public void login(String member, String queue, String memberName, String stateInterface) {
    driver.queueAdd(queue, member, memberName, stateInterface);
    memberships.add(new Membership(queue, member));
  }

  /** From now on this phone answers by itself. */
  public void answerAfter(String phone, int ringMs) {
    phone(phone).autoAnswer(Duration.ofMillis(ringMs));
  }

  /** A caller and agent 1001 in sales, one second into their conversation. */
  public Message connected() {
    return connected("7000");
  }

  /** The same, the caller having dialled another number that leads to sales. */
  public Message connected(String did) {
    login("1001", "sales");
    answerAfter("1001", 300);
    call(did);
    Message connect = driver.await("AgentConnect");
    pass(1_000);
    return connect;
  }

  /** Presses digits, each once Asterisk has heard the one before it. */
  public void press(String phone, String digits) {
    digits.chars().forEach(digit -> press(phone(phone), (char) digit));
  }

  private void press(Phone phone, char digit) {
    Predicate<Message> heard = m -> m.is("DTMFEnd") && m.get("Direction").equals("Received");
    long before = driver.count(heard);
    phone.press(digit);
    Await.until(
        "digit " + digit, Await.DEADLINE, () -> driver.count(heard) > before, () -> "not heard");
  }

  /** The call of this channel becomes the current one of its phone. */
  public Phone select(String channel) {
    Phone phone = phone(channel.replaceAll("PJSIP/|-.*", ""));
    phone.select(driver.variable(channel, "CHANNEL(pjsip,call-id)"));
    return phone;
  }

  /** Holds this phone's call and makes another; the DialBegin of that. */
  public Message consult(String phone, String extension) {
    phone(phone).hold();
    driver.await("Hold");
    phone(phone).dial(extension);
    return driver.awaitDial(extension);
  }

  /** The phone of these two channels joins their calls: an attended transfer to this extension. */
  public void join(String first, String second, String extension) {
    String replaced =
        driver.variable(second, "CHANNEL(pjsip,call-id)")
            + ";to-tag="
            + driver.variable(second, "CHANNEL(pjsip,local_tag)")
            + ";from-tag="
            + driver.variable(second, "CHANNEL(pjsip,remote_tag)");
    select(first).transfer(extension, replaced);
  }

  /** Restarts the PBX at once, and waits until it is back. */
  public void restart() {
    pbx.restart();
    driver.loginAgain();
  }

  /** Ringing, talking, waiting in line: what takes its time on a real PBX, see {@link Await}. */
  public void pass(int ms) {
    Await.elapse(Duration.ofMillis(ms));
  }

  /** What came until now is not awaited any more. */
  public void forget() {
    driver.forget();
    phones.values().forEach(Phone::forget);
  }

  /** Nobody calls, nobody answers, nobody is logged in. */
  public void clear() {
    phones.values().forEach(phone -> phone.autoAnswer(null));
    driver.hangup("/./");
    driver.awaitIdle();
    memberships.forEach(m -> driver.queueRemove(m.queue(), m.member()));
    memberships.clear();
  }

  @Override
  public void close() {
    phones.values().forEach(Phone::close);
    driver.close();
  }

  private record Membership(String queue, String member) {}
}
