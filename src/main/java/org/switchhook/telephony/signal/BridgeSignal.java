package org.switchhook.telephony.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.GapCause;

/** What the bridge itself does and knows. */
public sealed interface BridgeSignal extends Signal {

  /** Time went on and nothing else was heard; lets a due timer run. */
  record Tick(String pbx, Instant time) implements BridgeSignal {}

  /**
   * Logged in to the PBX, by the bridge's clock.
   *
   * @param version as its greeting gives it
   * @param bootedAt since when Asterisk runs, by the bridge's clock; absent where it did not say
   */
  record Connected(String pbx, Instant time, @Nullable String version, @Nullable Instant bootedAt)
      implements BridgeSignal {
    @Override
    public boolean isByPbxClock() {
      return false;
    }
  }

  /**
   * Nothing is heard from the PBX any longer, by the bridge's clock; said once for each {@link
   * Connected} at most, and not at all where the bridge itself died.
   */
  record Disconnected(String pbx, Instant time, GapCause cause) implements BridgeSignal {
    @Override
    public boolean isByPbxClock() {
      return false;
    }
  }

  /** Once a minute; {@code pbx} is the bridge's name. */
  record Heartbeat(String pbx, Instant time) implements BridgeSignal {
    @Override
    public boolean isByPbxClock() {
      return false;
    }
  }

  /** Asked to stop; {@code pbx} is the bridge's name. */
  record Stopping(String pbx, Instant time) implements BridgeSignal {
    @Override
    public boolean isByPbxClock() {
      return false;
    }
  }

  /**
   * The settings that the model uses, as they are from now on; {@code pbx} is the bridge's name.
   *
   * @param phones pattern of the endpoints that are phones
   * @param ignore pattern of the dialled extensions that are not calls
   * @param wrapUps wrap-up time by queue, for members without one of their own
   * @param lateDisposition for how long after its close a call takes dispositions
   */
  record Configured(
      String pbx,
      Instant time,
      String phones,
      String ignore,
      Map<String, Duration> wrapUps,
      Duration lateDisposition)
      implements BridgeSignal {
    @Override
    public boolean isByPbxClock() {
      return false;
    }
  }

  /**
   * The rows of the table {@code agents}, all of them, as they are from now on; {@code pbx} is the
   * bridge's name.
   *
   * @param rows no two of the same interface
   */
  record AgentsRead(String pbx, Instant time, List<AgentRow> rows) implements BridgeSignal {
    @Override
    public boolean isByPbxClock() {
      return false;
    }
  }
}
