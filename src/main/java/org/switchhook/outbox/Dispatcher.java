package org.switchhook.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Who sends what the outbox has written. */
public interface Dispatcher {

  /** How many more deliveries to this webhook it can send by and by; they are leased to it. */
  int room(long webhookId);

  /** For how long. */
  Duration lease();

  /**
   * They are committed.
   *
   * @param leased to it
   * @param waiting the webhooks for which others wait in the table
   * @param leasedAtNanos a time of {@link System#nanoTime} before the leases began
   */
  void written(List<Delivery> leased, Set<Long> waiting, long leasedAtNanos);
}
