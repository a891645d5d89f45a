package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an event became known. */
public enum Origin {
  /** Told by the PBX as it happened. */
  @JsonProperty("live")
  LIVE,
  /** Rebuilt after a gap. */
  @JsonProperty("recovered")
  RECOVERED
}
