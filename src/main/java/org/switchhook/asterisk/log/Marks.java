package org.switchhook.asterisk.log;

import org.jspecify.annotations.Nullable;

/**
 * Up to where a PBX's records need not be read.
 *
 * @param queueLog absent where it could never be read
 * @param cdr the same
 * @param cel the same
 */
record Marks(@Nullable Mark queueLog, @Nullable Mark cdr, @Nullable Mark cel) {

  static final Marks NONE = new Marks(null, null, null);

  /** That of the CDR is not known. */
  Marks withoutCdr() {
    return new Marks(queueLog, null, cel);
  }

  /** Where nothing has come since. */
  boolean isSame(Marks other) {
    return isSame(queueLog, other.queueLog) && isSame(cdr, other.cdr) && isSame(cel, other.cel);
  }

  private static boolean isSame(@Nullable Mark one, @Nullable Mark other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.isSamePlace(other);
  }
}
