package org.switchhook.telephony;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.Signal;

/** An agent's day made up at random, and what has to be told of it, in the words of a floor. */
final class RandomShift {

  private static final List<String> QUEUES = List.of("sales", "support", "vip");
  private static final List<String> REASONS = List.of("Lunch", "Training", "Auto-Pause");

  private final Random random;
  private final Switchboard board;
  private final String iface;
  private final List<String> words = new ArrayList<>();

  /** The reason of the pause in each queue that the agent is in; empty where there is none. */
  private final NavigableMap<String, String> queues = new TreeMap<>();

  private boolean onBreak;

  private RandomShift(long seed, Instant start) {
    random = new Random(seed);
    board = new Switchboard(random, seed, start);
    iface = "PJSIP/5" + seed % 10_000;
  }

  static RandomShift of(long seed, Instant start) {
    RandomShift shift = new RandomShift(seed, start);
    for (int i = 0; i < 12; i++) {
      shift.goOn();
      shift.board.pass(150, 60_000); // What is less than 0.1 s apart is one thing.
    }
    return shift;
  }

  List<Signal> signals() {
    return board.said();
  }

  String agent() {
    return iface;
  }

  /** All that has to be told, like {@code logged_in(sales) paused(Lunch [sales] all)}. */
  String words() {
    return String.join(" ", words);
  }

  private void goOn() {
    String queue = QUEUES.get(random.nextInt(QUEUES.size()));
    int what = random.nextInt(10);
    if (!queues.containsKey(queue) && what < 6) {
      joins(queue);
    } else if (queues.containsKey(queue) && what < 2) {
      leaves(queue);
    } else if (what < 6) {
      pauses();
    } else {
      resumes();
    }
  }

  private Member member(String queue, String reason) {
    String paused = reason.isEmpty() ? null : reason;
    return new Member(queue, iface, null, "Agent", !reason.isEmpty(), paused, 0);
  }

  private void joins(String queue) {
    board.added(member(queue, ""));
    words.add(
        queues.isEmpty() ? "logged_in(" + queue + ")" : "queues_changed(+[" + queue + "]-[])");
    queues.put(queue, "");
  }

  private void leaves(String queue) {
    String reason = queues.get(queue);
    board.removed(member(queue, reason == null ? "" : reason));
    queues.remove(queue);
    boolean goesOn = onBreak && !paused().toList().isEmpty();
    if (reason != null && !reason.isEmpty() && !goesOn) {
      unpaused(reason, List.of(queue));
    }
    words.add(
        queues.isEmpty() ? "logged_out(" + queue + ")" : "queues_changed(+[]-[" + queue + "])");
  }

  private Stream<String> paused() {
    return queues.keySet().stream().filter(q -> !queues.getOrDefault(q, "").isEmpty());
  }

  /** In one queue, or in all in which the agent is not paused. */
  private void pauses() {
    List<String> free = new ArrayList<>(queues.keySet());
    paused().forEach(free::remove);
    List<String> which = random.nextBoolean() ? free : free.subList(0, Math.min(1, free.size()));
    if (which.isEmpty()) {
      return;
    }
    String reason = REASONS.get(random.nextInt(REASONS.size()));
    which.forEach(queue -> board.pauses(member(queue, reason)));
    which.forEach(queue -> queues.put(queue, reason));
    boolean all = paused().count() == queues.size();
    onBreak |= all;
    words.add("paused(" + reason + " " + which + (all ? " all" : "") + ")");
  }

  /** In all queues in which the agent is paused for one reason. */
  private void resumes() {
    String reason = paused().findFirst().map(queues::get).orElse("");
    List<String> which = paused().filter(q -> reason.equals(queues.get(q))).toList();
    if (which.isEmpty()) {
      return;
    }
    which.forEach(queue -> board.pauses(member(queue, "")));
    which.forEach(queue -> queues.put(queue, ""));
    unpaused(reason, which);
  }

  private void unpaused(String reason, List<String> which) {
    words.add("unpaused(" + reason + " " + which + (onBreak ? " all" : "") + ")");
    onBreak = false;
  }
}
