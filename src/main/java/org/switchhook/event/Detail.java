package org.switchhook.event;

/** The fields that a type has beyond the envelope. */
public sealed interface Detail permits CallDetail, AgentDetail, BridgeDetail {}
