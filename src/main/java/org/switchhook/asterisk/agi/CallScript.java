package org.switchhook.asterisk.agi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.switchhook.ask.Ask;
import org.switchhook.ask.Reply;
import org.switchhook.event.CallRef;

/** {@code call/WEBHOOK,key=value,…}: asks a webhook about the call. */
public final class CallScript {

  private final LiveCalls calls;
  private final Function<Ask, Reply> asker;
  private final InstantSource clock;

  public CallScript(LiveCalls calls, Function<Ask, Reply> asker, InstantSource clock) {
    this.calls = calls;
    this.asker = asker;
    this.clock = clock;
  }

  Reply run(String webhook, Caller caller, Arguments arguments) {
    Instant now = clock.instant();
    // A call that has just come in may not have been heard of: then what it says itself serves.
    CallRef call = calls.call(caller.pbx(), caller.uniqueid()).orElseGet(() -> caller.call(now));
    return asker.apply(
        Ask.of(webhook, caller.pbx(), call, arguments.values(), arguments.timeout(), now));
  }
}
