package org.switchhook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What goes wrong when, and when it is mended: the same for the same seed and duration. Each kind
 * of fault comes again and again, whatever the others do, and lasts ten seconds at most.
 */
final class ChaosPlan {

  private static final int LONGEST_OUTAGE_MS = 10_000;
  private static final int LONGEST_PEACE_MS = 12_000;

  /** A breaker that has opened twice takes half a minute until it tries again. */
  private static final int RECEIVER_IS_WELL_MS = 20_000;

  /** What can go wrong, each mended before it goes wrong again. */
  enum Fault {
    BRIDGE_KILLED,
    MARIADB_KILLED,
    CABLE_CUT,
    CABLE_STALLED,
    CABLE_UNPLUGGED,
    RECEIVER_FAILS,
    RECEIVER_HANGS
  }

  /** Of one kind at a time: a cable that is stalled cannot be unplugged too. */
  private static final List<List<Fault>> KINDS =
      List.of(
          List.of(Fault.BRIDGE_KILLED),
          List.of(Fault.MARIADB_KILLED),
          List.of(Fault.CABLE_CUT, Fault.CABLE_STALLED, Fault.CABLE_UNPLUGGED),
          List.of(Fault.RECEIVER_FAILS, Fault.RECEIVER_HANGS));

  /**
   * One thing that happens.
   *
   * @param atMs since the beginning
   * @param begins or is mended
   */
  record Act(int atMs, Fault fault, boolean begins) {
    @Override
    public String toString() {
      return "%.1f s %s%s".formatted(atMs / 1_000.0, fault, begins ? "" : " mended");
    }
  }

  private ChaosPlan() {}

  /** In the order of time; in the end all is mended. */
  static List<Act> of(int seconds, long seed) {
    Random random = new Random(seed);
    List<Act> acts = new ArrayList<>();
    for (List<Fault> kind : KINDS) {
      boolean receiver = kind.contains(Fault.RECEIVER_FAILS);
      int last = seconds * 1_000 - (receiver ? RECEIVER_IS_WELL_MS : 0);
      int at = random.nextInt(LONGEST_PEACE_MS);
      while (at < last) {
        Fault fault = kind.get(random.nextInt(kind.size()));
        int mended = at + random.nextInt(LONGEST_OUTAGE_MS);
        acts.add(new Act(at, fault, true));
        acts.add(new Act(mended, fault, false));
        at = mended + random.nextInt(LONGEST_PEACE_MS);
      }
    }
    acts.sort(Comparator.comparing(Act::atMs));
    return acts;
  }
}
