package org.switchhook.asterisk.log;

import org.jspecify.annotations.Nullable;

/**
 * Up to where a PBX's records need not be read.
 *
 * @param queueLog absent where it could never be read
 * @param cdr the same
 */
record Marks(@Nullable Mark queueLog, @Nullable Mark cdr) {

  static final Marks NONE = new Marks(null, null);
}
