package org.switchhook.telephony;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Signal;

/**
 * Asterisk's threads at work for one call, with a clock of their own: one says one thing after the
 * other, and what another says ({@link #meanwhile}) comes in between as it comes, in its own order.
 */
abstract class Threads {

  private static final int LONGEST_GAP_MICROS = 1_500;

  private final Random random;
  private final List<Signal> said = new ArrayList<>();
  private final List<Queue<Function<Instant, Signal>>> others = new ArrayList<>();
  private @Nullable Queue<Function<Instant, Signal>> aside;
  private Instant now;

  Threads(Random random, Instant start) {
    this.random = random;
    this.now = start;
  }

  /** All that was said, in order. */
  final List<Signal> said() {
    return said;
  }

  final Instant now() {
    return now;
  }

  /** Nothing happens for so long, on none of its threads. */
  final void pass(int fromMs, int toMs) {
    flush();
    now = now.plusMillis(fromMs + random.nextInt(toMs - fromMs + 1));
  }

  /** The other threads have said all that they have to say. */
  final void flush() {
    while (!others.isEmpty()) {
      sayOfAnother();
    }
  }

  /** Another thread says this, while what follows is said. */
  final void meanwhile(Runnable what) {
    if (aside != null) {
      what.run();
      return;
    }
    Queue<Function<Instant, Signal>> thread = new ArrayDeque<>();
    aside = thread;
    what.run();
    aside = null;
    if (!thread.isEmpty()) {
      others.add(thread);
    }
  }

  /** Of two orders in which Asterisk says something, whether it is the first. */
  final boolean either() {
    return random.nextBoolean();
  }

  final void say(Function<Instant, Signal> what) {
    if (aside != null) {
      aside.add(what);
      return;
    }
    while (!others.isEmpty() && random.nextInt(3) == 0) {
      sayOfAnother();
    }
    sayNow(what);
  }

  private void sayOfAnother() {
    int number = random.nextInt(others.size());
    Queue<Function<Instant, Signal>> other = others.get(number);
    sayNow(other.remove());
    if (other.isEmpty()) {
      others.remove(number);
    }
  }

  private void sayNow(Function<Instant, Signal> what) {
    now = now.plusNanos(1000L * (1 + random.nextInt(LONGEST_GAP_MICROS)));
    said.add(what.apply(now));
  }
}
