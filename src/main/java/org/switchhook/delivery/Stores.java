package org.switchhook.delivery;

import org.switchhook.outbox.Deliveries;
import org.switchhook.outbox.Endpoints;

/** What the courier reads and writes in the database. */
public record Stores(Deliveries deliveries, Endpoints endpoints) {}
