package org.switchhook.audit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.switchhook.asterisk.log.QueueLogEntry;

/** Finds the entries of queue_log that say what was told of a call, each once. */
final class Pairing {

  private final MemberNames names;
  private final List<ToldStep> open;

  Pairing(List<ToldStep> told, MemberNames names) {
    this.names = names;
    this.open = new ArrayList<>(told);
  }

  /** Takes out what is the same on both sides; a member whose name is not known comes last. */
  void pair(List<QueueLogEntry> entries) {
    pair(entries, false);
    pair(entries, true);
  }

  private void pair(List<QueueLogEntry> entries, boolean perhaps) {
    for (Iterator<ToldStep> steps = open.iterator(); steps.hasNext(); ) {
      ToldStep step = steps.next();
      QueueLogEntry entry =
          entries.stream().filter(e -> isSame(step, e, perhaps)).findFirst().orElse(null);
      if (entry != null) {
        names.learn(entry, step.agent());
        entries.remove(entry);
        steps.remove();
      }
    }
  }

  private boolean isSame(ToldStep step, QueueLogEntry entry, boolean perhaps) {
    if (!step.isSaidBy(entry)) {
      return false;
    }
    Boolean member = names.isMember(entry, step.agent());
    return member == null ? perhaps : member;
  }

  /** Whether what may have been written was not: it may still come. */
  boolean mayGoOn() {
    return open.stream().anyMatch(ToldStep::optional);
  }

  /** What was told and not found, each with the entry that says otherwise, if there is one. */
  List<Difference> differences(String call, List<QueueLogEntry> entries) {
    List<Difference> differences = new ArrayList<>();
    List<QueueLogEntry> untold = new ArrayList<>(entries);
    for (ToldStep step : open) {
      QueueLogEntry other =
          untold.stream().filter(e -> What.of(e.event()) == step.what()).findFirst().orElse(null);
      if (other != null || !step.optional()) {
        untold.remove(other);
        differences.add(
            new Difference(
                step.what(), call, step.toString(), other == null ? null : other.line()));
      }
    }
    untold.forEach(entry -> differences.add(Difference.untold(entry)));
    return differences;
  }
}
