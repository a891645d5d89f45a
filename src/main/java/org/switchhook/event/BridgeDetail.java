package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The fields of the {@code bridge.*} types. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface BridgeDetail extends Detail {

  /** Logged in to a PBX and reading its events; {@code version} as the AMI greeting gives it. */
  record Connected(@Nullable String version) implements BridgeDetail {}

  /** Once a minute. */
  record Heartbeat(int openCalls, int agentsLoggedIn) implements BridgeDetail {}

  /** Asked to stop. */
  record Stopping() implements BridgeDetail {}
}
