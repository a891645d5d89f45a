package org.switchhook.telephony.signal;

import java.time.Instant;

/** An agent of app_agent_pool, who stays connected between calls. */
public sealed interface SessionSignal extends Signal {

  /** The channel on which the agent waits for calls. */
  Channel channel();

  /** As agents.conf names the agent, e.g. {@code 2001}. */
  String agent();

  /** AMI {@code AgentLogin}. */
  record Login(String pbx, Instant time, Channel channel, String agent) implements SessionSignal {}

  /** AMI {@code AgentLogoff}. */
  record Logoff(String pbx, Instant time, Channel channel, String agent) implements SessionSignal {}
}
