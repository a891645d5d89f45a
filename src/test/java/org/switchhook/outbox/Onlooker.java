package org.switchhook.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sends nothing; sees what was written. */
public final class Onlooker implements Dispatcher {

  private final int room;
  final List<Delivery> leased = new ArrayList<>();
  final List<Set<Long>> waiting = new ArrayList<>();

  /** Has room for so many of each webhook. */
  public Onlooker(int room) {
    this.room = room;
  }

  @Override
  public int room(long webhookId) {
    return room;
  }

  @Override
  public Duration lease() {
    return Duration.ofSeconds(50);
  }

  @Override
  public void written(List<Delivery> deliveries, Set<Long> webhooks, long leasedAtNanos) {
    leased.addAll(deliveries);
    waiting.add(webhooks);
  }
}
