package org.switchhook.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Shows how the journal stands when somebody looks. */
public final class JournalGauges {

  private JournalGauges() {}

  /**
   * Registers them.
   *
   * @param backlog entries that the database does not have
   * @param full whether no PBX is listened to for want of room
   */
  public static void register(
      MeterRegistry meters, LongSupplier backlog, LongSupplier bytes, BooleanSupplier full) {
    Gauge.builder("switchhook.journal.backlog", backlog::getAsLong)
        .description("Entries of the journal that the database does not have yet")
        .register(meters);
    Gauge.builder("switchhook.journal.bytes", bytes::getAsLong)
        .description("How large the journal is on disk, without the snapshots")
        .register(meters);
    Gauge.builder("switchhook.journal.full", () -> full.getAsBoolean() ? 1 : 0)
        .description("1 while no PBX is listened to, as the journal has no room")
        .register(meters);
  }
}
