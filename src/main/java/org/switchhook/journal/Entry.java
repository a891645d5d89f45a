package org.switchhook.journal;

import java.time.Instant;
import org.switchhook.telephony.signal.Signal;

/**
 * A signal in the journal.
 *
 * @param position 0, 1, 2, … in the life of one journal
 * @param recordedAt when the bridge had it
 */
public record Entry(long position, Instant recordedAt, Signal signal) {}
