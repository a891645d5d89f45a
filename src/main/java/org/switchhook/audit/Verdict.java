package org.switchhook.audit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came out for one call.
 *
 * @param call the uniqueid
 * @param result absent where the call had one before, and an entry came late
 */
public record Verdict(String call, @Nullable Result result, List<Difference> differences) {

  /** How the comparison of a call ended. */
  public enum Result {
    /** All is the same. */
    MATCHED,
    DIFFERENT,
    /** Asterisk recorded nothing of it, or that is not read: nothing to compare with. */
    UNRECORDED,
    /** Not all of it was heard, or not all of its records may have been read. */
    SKIPPED;

    /** The word in metrics. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Verdict of(String call, List<Difference> differences) {
    return new Verdict(
        call, differences.isEmpty() ? Result.MATCHED : Result.DIFFERENT, differences);
  }
}
