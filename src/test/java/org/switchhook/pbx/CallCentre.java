package org.switchhook.pbx;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A PBX with three desks, a line to the world, and somebody who drives them all. */
public final class CallCentre implements AutoCloseable {
  private static final List<String> QUEUES =
      List.of("sales", "support", "pool", "pausers", "everyone");

  private final Map<String, Phone> phones = new LinkedHashMap<>();
  private final Driver driver;

  public CallCentre(Pbx pbx) {
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
    driver.queueAdd(queue, phone, "Agent " + phone);
  }

  /** From now on this phone answers by itself. */
  public void answerAfter(String phone, int ringMs) {
    phone(phone).autoAnswer(Duration.ofMillis(ringMs));
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
    for (String queue : QUEUES) {
      for (String phone : List.of("1001", "1002")) {
        driver.queueRemove(queue, phone);
      }
    }
  }

  @Override
  public void close() {
    phones.values().forEach(Phone::close);
    driver.close();
  }
}
