package org.switchhook.outbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.BridgeDetail.Unresolved;
import org.switchhook.event.GapCause;

/**
 * A gap as people look at it. Times are by the bridge's clock.
 *
 * @param to when the PBX was heard again
 * @param cause absent where it was told before the time that is looked at
 * @param recovered whether what happened in it has been told
 * @param calls of how many calls something was told
 * @param events how many events were told
 * @param unresolved what could not be known
 */
public record GapRow(
    String pbx,
    Instant from,
    Instant to,
    @Nullable GapCause cause,
    boolean recovered,
    int calls,
    int events,
    List<Unresolved> unresolved) {

  @JsonProperty
  public long lengthMs() {
    return Duration.between(from, to).toMillis();
  }
}
