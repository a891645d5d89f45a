package org.switchhook.telephony;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a channel is there for, by the application that it runs or ran last. */
final class Applications {

  private static final Set<String> RUNG = Set.of("AppDial", "AppDial2", "AppQueue");
  private static final Set<String> SPIES = Set.of("ChanSpy", "ExtenSpy");
  private static final String AGENT_LOGIN = "AgentLogin";

  private Applications() {}

  /** Dial() or Queue() made it, to ring somebody. */
  static boolean isRung(@Nullable String application) {
    return application != null && RUNG.contains(application);
  }

  /** It listens to another channel. */
  static boolean spies(@Nullable String application) {
    return application != null && SPIES.contains(application);
  }

  /** An agent waits for calls on it. */
  static boolean isSession(@Nullable String application) {
    return AGENT_LOGIN.equals(application);
  }
}
