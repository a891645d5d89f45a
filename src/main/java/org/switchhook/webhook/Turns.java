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

  /** Those that block, by ordinal as they come. */
  private final List<Blocker> blockers = new ArrayList<>();

  /**
   * One that blocks.
   *
   * @param atMost how long it is waited for, with those for which it waits itself
   */
  private record Blocker(int ordinal, long webhook, Duration atMost) {}

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
    if (webhook.request().blocks() && bodies.areOfCall()) {
      Duration before = turn == null ? Duration.ZERO : turn.atMost();
      Duration own = webhook.request().blocksFor();
      blockers.add(new Blocker(webhook.ordinal(), webhook.id(), before.plus(own)));
    }
  }

  /** Behind all that block with the highest of the lower ordinals. */
  private @Nullable Turn turn(int ordinal) {
    if (blockers.isEmpty() || blockers.get(0).ordinal() >= ordinal) {
      return null;
    }
    List<Blocker> lower = blockers.stream().filter(one -> one.ordinal() < ordinal).toList();
    int highest = lower.get(lower.size() - 1).ordinal();
    List<Blocker> next = lower.stream().filter(one -> one.ordinal() == highest).toList();
    return new Turn(
        next.stream().map(Blocker::webhook).toList(),
        next.stream().map(Blocker::atMost).reduce(Duration.ZERO, Turns::longer));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
