package org.switchhook.telephony;

import java.time.Instant;
import org.switchhook.event.CallDetail.Initiation;
import org.switchhook.event.CallerRef;
import org.switchhook.telephony.signal.Channel;

/**
 * How a call came in.
 *
 * @param channel the first channel, with whom it dialled
 * @param from who calls, as it is shown
 */
record Entry(
    Channel channel, CallerRef from, Party caller, Initiation initiation, Instant startedAt) {}
