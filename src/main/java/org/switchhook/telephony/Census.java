package org.switchhook.telephony;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How many calls there are of which something is so, whatever their number. */
final class Census {

  /** Of a call all is told at about the same time: behind so many others it comes no more. */
  static final int REMEMBERED = 10_000;

  private static final int NAMED = 100;

  private int count;
  private final List<String> named = new ArrayList<>(4);
  private final Deque<String> order = new ArrayDeque<>();
  private final Set<String> latest = new HashSet<>();

  void add(String call) {
    if (!latest.add(call)) {
      return;
    }
    count++;
    if (named.size() < NAMED) {
      named.add(call);
    }
    order.add(call);
    if (order.size() > REMEMBERED) {
      latest.remove(order.remove());
    }
  }

  /** Whether it is among the latest. */
  boolean has(String call) {
    return latest.contains(call);
  }

  int count() {
    return count;
  }

  /** The first of them. */
  List<String> named() {
    return List.copyOf(named);
  }
}
