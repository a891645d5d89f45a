package org.switchhook.telephony;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.Signal;

/**
 * What may happen to a call between its first and its last signal, made up at random and the same
 * for the same seed. What Asterisk says of it, and in which order, is as in the golden transcripts;
 * what has to be told of it is in the {@link Plot}s.
 */
final class RandomStory {

  private static final int LONGEST = 5;

  private final long seed;
  final Random random;
  final Switchboard board;
  final Staff staff;
  private final Map<String, Plot> plots = new LinkedHashMap<>();

  /** The channel in the dialplan: the caller, until a transfer leaves somebody else there. */
  private @Nullable Leg anchor;

  private @Nullable Leg first;
  private boolean outbound;
  private boolean over;

  /** An agent of app_agent_pool who is logged in meanwhile. */
  private @Nullable PoolSession pool;

  /** Where a transfer sends the call. */
  private @Nullable Runnable next;

  private RandomStory(long seed, Instant start) {
    this.seed = seed;
    random = new Random(seed);
    board = new Switchboard(random, seed, start);
    staff = new Staff(random, seed);
  }

  /** The story of this seed; it begins some time in the two minutes after {@code earliest}. */
  static RandomStory of(long seed, Instant earliest) {
    Random when = new Random(~seed);
    RandomStory story = new RandomStory(seed, earliest.plusMillis(when.nextInt(120_000)));
    story.play();
    return story;
  }

  long seed() {
    return seed;
  }

  /** What Asterisk says of it. */
  List<Signal> signals() {
    return board.said();
  }

  /** What has to be told of each of its calls, by id. */
  Map<String, Plot> plots() {
    return plots;
  }

  private void play() {
    pool = once(6) ? new PoolSession(this) : null;
    new Entries(this).enter();
    for (int stop = 0; !over && (stop < LONGEST || next != null); stop++) {
      Runnable now = next == null ? this::goOn : next;
      next = null;
      now.run();
    }
    if (!over) {
      board.hangup(anchor(), 16);
      overBy(null, false);
    }
    board.pass(500, 2_000);
    PoolSession session = pool();
    if (session != null) {
      session.hangsUp(() -> {});
    }
  }

  /** The session of the agent of app_agent_pool, while there is one. */
  @Nullable PoolSession pool() {
    return pool != null && pool.isOpen() ? pool : null;
  }

  private void goOn() {
    int where = random.nextInt(100);
    if (outbound && !isOutside(anchor())) {
      new Dials(this).dial(outside());
    } else if (pool() != null && where % 2 == 0) {
      new Queues(this).join("pool");
    } else if (where < 15) {
      ivr();
    } else if (where < 60) {
      new Queues(this).queue(any(Staff.QUEUES));
    } else if (where < 80) {
      new Dials(this).dial(staff.phone());
    } else if (where < 90) {
      new Dials(this).dial(staff.extension(), staff.agent());
    } else {
      new Dials(this).forward(staff.phone());
    }
  }

  /** A menu, which the caller may leave by hanging up. */
  private void ivr() {
    Leg caller = anchor();
    if (!caller.isUp()) {
      board.up(caller);
    }
    board.pass(700, 5_000);
    plot().goesOn();
    if (random.nextInt(4) == 0) {
      board.requestHangup(caller, null);
      board.hangup(caller, 0);
      overBy(caller, true);
    }
  }

  /** A call begins. */
  void begins(Leg leg, String how, boolean callsOut) {
    anchor = leg;
    first = leg;
    outbound = callsOut;
    plotOf(leg)
        .received((callsOut ? "outbound " : isOutside(leg) ? "inbound " : "internal ") + how);
  }

  /** Where what has to be told of the call of this first channel stands. */
  Plot plotOf(Leg leg) {
    return plots.computeIfAbsent(leg.uniqueid, u -> new Plot());
  }

  Plot plot() {
    return plotOf(Objects.requireNonNull(first));
  }

  Leg anchor() {
    return Objects.requireNonNull(anchor);
  }

  /** Somebody else is in the dialplan from now on. */
  void anchor(Leg leg) {
    anchor = leg;
  }

  /** What the dialplan does next. */
  void goesTo(Runnable where) {
    next = where;
  }

  /** All channels are gone, or will be before anything else happens. */
  void overBy(@Nullable Leg who, boolean callerHungUp) {
    over = true;
    plot().over(endedBy(who), callerHungUp, board.now());
  }

  private String endedBy(@Nullable Leg who) {
    if (who == null) {
      return "system";
    }
    boolean internal = !outbound && !isOutside(Objects.requireNonNull(first));
    if (!internal && !isOutside(who)) {
      return "agent";
    }
    return who.equals(first) && !outbound ? "caller" : "callee";
  }

  static boolean isOutside(Leg leg) {
    return leg.name.startsWith("PJSIP/trunk");
  }

  boolean isOutbound() {
    return outbound;
  }

  /** One out of so many. */
  boolean once(int outOf) {
    return random.nextInt(outOf) == 0;
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  String outside() {
    return "90" + (100_000_000 + random.nextInt(800_000_000));
  }

  /** A phone dials. */
  Leg dials(String number, String exten) {
    Leg leg = board.leg("PJSIP/" + number, number, null, "phones", exten);
    board.created(leg, Channel.RING);
    return leg;
  }
}
