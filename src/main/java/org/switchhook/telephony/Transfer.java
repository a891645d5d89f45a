package org.switchhook.telephony;

import java.time.Instant;

/** A call that was handed over; whereto is known when it joins a queue or somebody is rung. */
record Transfer(Party by, String extension, Instant at) {}
