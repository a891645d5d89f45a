package org.switchhook.invariant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.Event;

/**
 * An agent's logins, queues and breaks. What a listing of the members finds at a connection is
 * taken over silently: where that may have been, little is certain.
 */
public final class AgentStories {

  private final Told told;

  /** The queues that the agent is in; absent while not known. */
  private @Nullable TreeSet<String> queues;

  /** Of each queue whether the agent is paused in it, as far as it was told. */
  private final Map<String, Event> paused = new HashMap<>();

  private @Nullable Event login;
  private @Nullable Boolean loggedIn;

  private AgentStories(Told told) {
    this.told = told;
  }

  /** Login and logout take turns, pause and end of pause too; queues change while logged in. */
  public static void check(Told told) {
    AgentStories stories = new AgentStories(told);
    told.events().forEach(stories::next);
  }

  private void next(Event event) {
    told.require(event.agent() != null, event, "an agent's event names the agent");
    told.requireEqual(
        Objects.requireNonNull(event.agent()).iface(),
        told.subject().id(),
        event,
        "an event is of its agent");
    if (event.detail() instanceof AgentDetail.LoggedIn now) {
      loggedIn(event, now);
    } else if (event.detail() instanceof AgentDetail.LoggedOut now) {
      loggedOut(event, now);
    } else if (event.detail() instanceof AgentDetail.QueuesChanged now) {
      changed(event, now);
    } else if (event.detail() instanceof AgentDetail.Paused now) {
      paused(event, now);
    } else if (event.detail() instanceof AgentDetail.Unpaused now) {
      unpaused(event, now);
    }
  }

  private void loggedIn(Event event, AgentDetail.LoggedIn now) {
    require(!Boolean.TRUE.equals(loggedIn), event, "who logs in was logged out");
    require(isPooled() || !now.queues().isEmpty(), event, "who logs in is in a queue");
    queues = new TreeSet<>(now.queues());
    login = event;
    loggedIn = true;
  }

  private void loggedOut(Event event, AgentDetail.LoggedOut now) {
    requireLoggedIn(event);
    if (queues != null) {
      requireEqual(now.queues(), List.copyOf(queues), event, "who logs out leaves the last");
    }
    if (login != null) {
      long ms = Durations.ms(login.time(), event.time());
      requireEqual(now.sessionMs(), ms, event, "a session is from login to logout");
    }
    queues = new TreeSet<>();
    login = null;
    loggedIn = false;
    require(paused.isEmpty(), event, "who logs out is on no break any longer");
  }

  private void changed(Event event, AgentDetail.QueuesChanged now) {
    requireLoggedIn(event);
    if (queues != null) {
      require(queues.stream().noneMatch(now.added()::contains), event, "new queues are new");
      require(queues.containsAll(now.removed()), event, "who leaves a queue was in it");
      queues.addAll(now.added());
      now.removed().forEach(queues::remove);
      requireEqual(now.queues(), List.copyOf(queues), event, "the queues are those after it");
    }
    queues = new TreeSet<>(now.queues());
    require(isPooled() || !queues.isEmpty(), event, "who leaves the last queue logs out");
    paused.keySet().removeAll(now.removed());
  }

  private void paused(Event event, AgentDetail.Paused now) {
    requireLoggedIn(event);
    for (String queue : now.queues()) {
      require(paused.put(queue, event) == null, event, "who goes on a break was on none");
    }
    boolean all = queues != null && paused.keySet().containsAll(queues);
    require(!all || now.all(), event, "who is paused in every queue is so in all");
  }

  private void unpaused(Event event, AgentDetail.Unpaused now) {
    requireLoggedIn(event);
    for (String queue : now.queues()) {
      Event since = paused.remove(queue);
      if (since != null) {
        AgentDetail.Paused was = (AgentDetail.Paused) since.detail();
        requireEqual(now.reason(), was.reason(), event, "a break ends as it began");
        requireEqual(now.automatic(), was.automatic(), event, "a break ends as it began");
      }
    }
  }

  private void require(boolean holds, Event event, String rule) {
    told.require(holds || !told.heardAll(), event, rule);
  }

  private void requireEqual(@Nullable Object is, @Nullable Object right, Event event, String rule) {
    if (told.heardAll()) {
      told.requireEqual(is, right, event, rule);
    }
  }

  private void requireLoggedIn(Event event) {
    require(!Boolean.FALSE.equals(loggedIn), event, "who does that is logged in");
  }

  /** Who logs in by AgentLogin, in whatever queues. */
  private boolean isPooled() {
    return told.subject().id().startsWith("Agent:");
  }
}
