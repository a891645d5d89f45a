package org.switchhook.asterisk.log;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;

/**
 * One call detail record: one channel with one other, or alone. A call has one for each pair. Its
 * texts are empty where nothing is known.
 *
 * @param uniqueid of its first party's channel; absent where cdr.conf does not have it written
 * @param linkedid absent where cdr.conf does not have it written
 * @param channel that channel's name
 * @param caller who called
 * @param destination the extension that was dialled last
 * @param context where it was dialled
 * @param destinationChannel the other party's channel
 * @param application what the first party's channel ran last
 * @param times in whole seconds
 * @param line absent where it was read from a table
 */
public record Cdr(
    @Nullable String uniqueid,
    @Nullable String linkedid,
    String channel,
    Caller caller,
    String destination,
    String context,
    String destinationChannel,
    String application,
    Times times,
    CdrDisposition disposition,
    @Nullable LogLine line) {

  /** The number, and the name that the caller id has. */
  public record Caller(String number, String name) {}

  /**
   * When it began, was answered and ended.
   *
   * @param answer absent where it was not answered
   */
  public record Times(Instant start, @Nullable Instant answer, Instant end) {}

  public Instant start() {
    return times.start();
  }

  public Instant end() {
    return times.end();
  }

  public boolean answered() {
    return disposition == CdrDisposition.ANSWERED;
  }

  /** As a signal of the PBX that wrote it; absent where nobody could say whose record it is. */
  public Optional<CdrWritten> signal(String pbx) {
    return uniqueid == null
        ? Optional.empty()
        : Optional.of(
            new CdrWritten(
                pbx,
                end(),
                uniqueid,
                linkedid,
                channel,
                orNull(caller.number()),
                orNull(caller.name()),
                orNull(destination),
                orNull(context),
                orNull(destinationChannel),
                orNull(application),
                start(),
                times.answer(),
                disposition));
  }

  /** What a record leaves empty is not known. */
  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
