package org.switchhook.asterisk.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.command.QueueList.Caller;
import org.switchhook.asterisk.command.Setting.Rank;

/**
 * Sets one thing on one call that waits. What the PBX has now is asked of itself; what it has done
 * too.
 */
final class CallSetter {

  /** Who has set, on the caller's channel: it knows so after whatever becomes of the bridge. */
  static final String SET_BY = "SWITCHHOOK_SET_BY";

  private static final String CONFIRMED = "confirmed";

  private final Commands commands;
  private final Setting setting;
  private final List<String> told = new ArrayList<>();

  CallSetter(Commands commands, Setting setting) {
    this.commands = commands;
    this.setting = setting;
  }

  /**
   * Does it, if the call still waits.
   *
   * @return what came of it
   */
  String set() throws IOException, InterruptedException {
    QueueList now = setting.agent() == null ? commands.queues() : commands.queuesAndMembers();
    Optional<Caller> caller = now.caller(setting.uniqueid());
    if (caller.isEmpty()) {
      return wished() + ": too late, the call waits in no queue";
    }
    Rank earlier = Rank.of(commands.variable(caller.get().channel(), SET_BY));
    if (earlier != null && earlier.compareTo(setting.rank()) < 0) {
      return wished() + ": not set, as the answer of webhook " + earlier.webhook() + " counts";
    }
    act(new Place(now), caller.get());
    return String.join("; ", told);
  }

  private void act(Place place, Caller caller) throws IOException, InterruptedException {
    Redirection redirection = new Redirection(commands, setting);
    String queue = queue(place, caller);
    String dial = dial(place, caller);
    if (queue != null || dial != null) {
      String lacks = redirection.lacks(dial != null);
      if (lacks.isEmpty()) {
        String outcome = redirection.send(caller, queue == null ? caller.queue() : queue, dial);
        redirected(queue, dial, outcome);
        return;
      }
      told.add(where(queue, dial) + ": refused, " + lacks);
    }
    if (setting.priority() != null) {
      priority(redirection, caller, setting.priority());
    }
  }

  /** The queue to which it goes; absent where it stays. */
  private @Nullable String queue(Place place, Caller caller) {
    String queue = setting.queue();
    if (queue == null) {
      return null;
    }
    if (!place.hasQueue(queue)) {
      told.add("queue " + queue + ": refused, the PBX has no such queue");
      return null;
    }
    if (queue.equals(caller.queue())) {
      told.add("queue " + queue + ": " + CONFIRMED + ", it waits there");
      return null;
    }
    return queue;
  }

  /** Who is dialled first; absent for nobody. */
  private @Nullable String dial(Place place, Caller caller) throws IOException {
    Setting.Agent agent = setting.agent();
    if (agent == null) {
      return null;
    }
    Optional<String> dial = place.dial(agent);
    if (dial.isEmpty()) {
      told.add("preferredAgent " + agent.name() + ": refused, " + place.whyNot(agent));
      return null;
    }
    // Who then waits in the queue again is a new event, and the answer to that may be the same.
    if (commands.variable(caller.channel(), Redirection.DIAL).equals(dial.get())) {
      told.add("preferredAgent " + agent.name() + ": refused, was tried before");
      return null;
    }
    return dial.get();
  }

  private void redirected(@Nullable String queue, @Nullable String dial, String outcome)
      throws IOException {
    told.add(where(queue, dial) + ": " + outcome);
    if (setting.priority() != null) {
      told.add("priority " + setting.priority() + ": goes with it");
    }
    mark(outcome);
  }

  private String where(@Nullable String queue, @Nullable String dial) {
    List<String> words = new ArrayList<>();
    if (queue != null) {
      words.add("queue " + queue);
    }
    if (dial != null && setting.agent() != null) {
      words.add("preferredAgent " + setting.agent().name());
    }
    return String.join(" and ", words);
  }

  private void priority(Redirection redirection, Caller caller, int priority)
      throws IOException, InterruptedException {
    String outcome = changed(redirection, caller, priority);
    told.add("priority " + priority + ": " + outcome);
    mark(outcome);
  }

  private String changed(Redirection redirection, Caller caller, int priority)
      throws IOException, InterruptedException {
    try {
      commands.changePriority(caller, priority);
    } catch (ActionRefusedException e) {
      return commands.queue(caller.queue()).caller(caller.uniqueid()).isEmpty()
          ? Redirection.TOO_LATE
          : "refused, " + e.getMessage();
    }
    QueueList after = commands.queue(caller.queue());
    Optional<Caller> changed = after.caller(caller.uniqueid());
    if (changed.isEmpty()) {
      return Redirection.TOO_LATE;
    }
    Integer is = changed.get().priority();
    if (is == null || is != priority) {
      return "not confirmed, QueueStatus has " + is;
    }
    return after.isInOrder(changed.get()) ? CONFIRMED : moved(redirection, changed.get());
  }

  /** An older Asterisk moves nobody who waits: it has to join anew. */
  private String moved(Redirection redirection, Caller caller)
      throws IOException, InterruptedException {
    String lacks = redirection.lacks(false);
    return lacks.isEmpty()
        ? redirection.send(caller, caller.queue(), null)
        : CONFIRMED + ", and this Asterisk moves nobody who waits already: " + lacks;
  }

  private void mark(String outcome) throws IOException {
    if (!outcome.startsWith(CONFIRMED)) {
      return;
    }
    try {
      commands.setVariable(setting.uniqueid(), SET_BY, setting.rank().text());
    } catch (ActionRefusedException e) {
      if (!e.isOfNoChannel()) {
        told.add("other answers may replace it: " + WaitingCalls.words(e));
      }
    }
  }

  private String wished() {
    List<String> words = new ArrayList<>();
    if (setting.priority() != null) {
      words.add("priority " + setting.priority());
    }
    if (setting.queue() != null) {
      words.add("queue " + setting.queue());
    }
    if (setting.agent() != null) {
      words.add("preferredAgent " + setting.agent().name());
    }
    return String.join(", ", words);
  }
}
