/** The live model of calls and agents: signals in, events out; no I/O, no clock, one thread. */
@NullMarked
package org.switchhook.telephony;

import org.jspecify.annotations.NullMarked;
