package org.switchhook.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps so many, and forgets the oldest. */
final class Bounded<K, V> extends LinkedHashMap<K, V> {

  private final int atMost;

  Bounded(int atMost) {
    this.atMost = atMost;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > atMost;
  }
}
