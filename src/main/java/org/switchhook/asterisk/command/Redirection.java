package org.switchhook.asterisk.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.command.QueueList.Caller;

/** Sends a caller who waits to the shipped context of the dialplan. */
final class Redirection {

  /** As extensions.d/switchhook.conf has them. */
  static final String CONTEXT = "switchhook-set";

  /** Who is rung first; it stays on the channel. */
  static final String DIAL = "SWITCHHOOK_SET_DIAL";

  static final String TOO_LATE = "too late, the call waits no more";

  private static final String QUEUE = "queue";
  private static final String AGENT = "agent";
  private static final Duration LANDS_WITHIN = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Commands commands;
  private final Setting setting;

  Redirection(Commands commands, Setting setting) {
    this.commands = commands;
    this.setting = setting;
  }

  /** What the dialplan does not have; empty when it has all. */
  String lacks(boolean ofAgent) throws IOException {
    String extension = ofAgent ? AGENT : QUEUE;
    return commands.extensions(CONTEXT).contains(extension)
        ? ""
        : "the dialplan has no extension %s in the context %s: include extensions.d/switchhook.conf"
            .formatted(extension, CONTEXT);
  }

  /**
   * Sends it, if it still waits in its queue.
   *
   * @param queue that the PBX has
   * @param dial whom to try before; absent for nobody
   * @return what came of it
   */
  String send(Caller caller, String queue, @Nullable String dial)
      throws IOException, InterruptedException {
    try {
      prepare(caller, queue, dial);
      // The last thing before: who is being talked to is not taken away.
      if (!waits(caller.queue())) {
        return TOO_LATE;
      }
      commands.redirect(caller.channel(), CONTEXT, dial == null ? QUEUE : AGENT);
      return landed(queue, dial);
    } catch (ActionRefusedException e) {
      return e.isOfNoChannel() ? TOO_LATE : "refused, " + WaitingCalls.words(e);
    }
  }

  private void prepare(Caller caller, String queue, @Nullable String dial) throws IOException {
    Integer priority = setting.priority() == null ? caller.priority() : setting.priority();
    if (priority != null) {
      commands.setVariable(setting.uniqueid(), "QUEUE_PRIO", Integer.toString(priority));
    }
    commands.setVariable(setting.uniqueid(), "SWITCHHOOK_SET_QUEUE", queue);
    if (dial != null) {
      commands.setVariable(setting.uniqueid(), DIAL, dial);
    }
  }

  /** Until the PBX shows it there. */
  private String landed(String queue, @Nullable String dial)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LANDS_WITHIN.toNanos();
    boolean there = false;
    while (System.nanoTime() - end < 0 && !commands.isLate()) {
      there |= commands.variable(setting.uniqueid(), "CONTEXT").equals(CONTEXT);
      if (there && (dial != null || isReached(queue))) {
        return "confirmed";
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
    return there ? "confirmed, it waits there no more" : "not confirmed, the caller is elsewhere";
  }

  private boolean isReached(String queue) throws IOException {
    Optional<Caller> caller = commands.queue(queue).caller(setting.uniqueid());
    Integer wished = setting.priority();
    return caller.isPresent() && (wished == null || wished.equals(caller.get().priority()));
  }

  private boolean waits(String queue) throws IOException {
    return commands.queue(queue).caller(setting.uniqueid()).isPresent();
  }
}
