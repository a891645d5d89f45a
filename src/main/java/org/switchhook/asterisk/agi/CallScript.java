package org.switchhook.asterisk.agi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.switchhook.ask.Ask;
import org.switchhook.ask.Reply;
import org.switchhook.event.CallRef;

/** {@code call/WEBHOOK,key=value,…}: asks a webhook about the call. */
public final class CallScript {

  /** How long the PBX has to say who is free; else the caller goes to the queue. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final LiveCalls calls;
  private final Function<Ask, Reply> asker;
  private final FreeAgents agents;
  private final InstantSource clock;

  public CallScript(
      LiveCalls calls, Function<Ask, Reply> asker, FreeAgents agents, InstantSource clock) {
    this.calls = calls;
    this.asker = asker;
    this.agents = agents;
    this.clock = clock;
  }

  Reply run(String webhook, Caller caller, Arguments arguments) {
    long end = System.nanoTime() + arguments.timeout().toNanos();
    Instant now = clock.instant();
    // A call that has just come in may not have been heard of: then what it says itself serves.
    CallRef call = calls.call(caller.pbx(), caller.uniqueid()).orElseGet(() -> caller.call(now));
    Reply reply =
        asker.apply(
            Ask.of(webhook, caller.pbx(), call, arguments.values(), arguments.timeout(), now));
    String agent = reply.route().agent();
    return agent == null ? reply : dialling(reply, caller.pbx(), agent, end);
  }

  private Reply dialling(Reply reply, String pbx, String agent, long end) {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.isNegative()) {
      return reply; // The answer took all of the time: the caller goes to the queue.
    }
    return agents
        .dial(pbx, agent, left.compareTo(LOOK) < 0 ? left : LOOK)
        .map(reply::dialling)
        .orElse(reply);
  }
}
