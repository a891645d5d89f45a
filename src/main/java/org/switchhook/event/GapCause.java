package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why nothing was heard from a PBX for a while. */
public enum GapCause {
  /** The bridge died, or its host did. */
  @JsonProperty("bridge_down")
  BRIDGE_DOWN,
  /** The bridge was stopped by its administrator. */
  @JsonProperty("bridge_stopped")
  BRIDGE_STOPPED,
  @JsonProperty("connection_lost")
  CONNECTION_LOST,
  /** The connection stood, and nothing came through it any longer. */
  @JsonProperty("silence")
  SILENCE,
  /** Asterisk was started anew meanwhile, whatever ended the connection. */
  @JsonProperty("pbx_restarted")
  PBX_RESTARTED,
  /** Asterisk cut the bridge off, which had not read for a while: it was stopped or starved. */
  @JsonProperty("slow_reader")
  SLOW_READER,
  /** The journal had reached its limit, or its disk took nothing. */
  @JsonProperty("journal_full")
  JOURNAL_FULL,
  /** The end of the journal was not readable: a power cut, a sick disk. */
  @JsonProperty("journal_damaged")
  JOURNAL_DAMAGED
}
