package org.switchhook.audit;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.log.LogLine;
import org.switchhook.asterisk.log.QueueLogEntry;

/**
 * What was told is not what Asterisk recorded.
 *
 * @param call the uniqueid
 * @param told what was told of it; absent where nothing was
 * @param recorded the line of Asterisk's own; absent where there is none
 */
public record Difference(
    What what, String call, @Nullable String told, @Nullable LogLine recorded) {

  /** Recorded of a call, and told of none. */
  static Difference untold(QueueLogEntry entry) {
    return new Difference(
        requireNonNullElse(What.of(entry.event()), What.UNTOLD), entry.call(), null, entry.line());
  }

  @Override
  public String toString() {
    return "call=%s what=%s told=\"%s\" recorded=\"%s\"%s"
        .formatted(
            call,
            what.word(),
            told == null ? "nothing" : told,
            recorded == null ? "nothing" : recorded.text(),
            recorded == null ? "" : " byte=" + recorded.position().offset());
  }
}
