package org.switchhook.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.webhook.Payload.Turn;
import org.switchhook.webhook.Subscribers.Match;

/** Which webhooks of an event wait for the answer of which other one: {@code request.block}. */
final class Turns {

  private final Bodies bodies;
  private final List<Payload> payloads = new ArrayList<>();

  /** Those that block, with those for which they wait themselves. */
  private final List<Blocker> blockers = new ArrayList<>();

  private record Blocker(int ordinal, Turn turn) {}

  private Turns(Bodies bodies) {
    this.bodies = bodies;
  }

  /** What each is to be told, or that it is told later; by ordinal, as they come. */
  static List<Payload> payloads(List<Match> matches, Bodies bodies) {
    Turns turns = new Turns(bodies);
    matches.forEach(turns::add);
    return turns.payloads;
  }

  private void add(Match match) {
    Webhook webhook = match.webhook();
    Turn turn = turn(webhook.ordinal());
    // Whether it wants the event may depend on what is answered before.
    if (turn == null && !bodies.areWanted(match)) {
      return;
    }
    payloads.add(turn == null ? bodies.payload(match) : bodies.later(match, turn));
    if (webhook.request().blocks()) {
      Duration before = turn == null ? Duration.ZERO : turn.atMost();
      Duration own = webhook.request().blocksFor();
      blockers.add(new Blocker(webhook.ordinal(), new Turn(webhook.id(), before.plus(own))));
    }
  }

  /** Behind the last one that blocks and has a lower ordinal. */
  private @Nullable Turn turn(int ordinal) {
    Turn turn = null;
    for (Blocker blocker : blockers) {
      turn = blocker.ordinal() < ordinal ? blocker.turn() : turn;
    }
    return turn;
  }
}
