package org.switchhook.outbox;

import org.switchhook.event.Event;

/**
 * An event that has just got its row.
 *
 * @param row its number in the table
 * @param body the canonical JSON, as it stands there
 */
record LoggedEvent(long row, Event event, String body) {}
