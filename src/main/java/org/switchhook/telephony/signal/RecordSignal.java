package org.switchhook.telephony.signal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a PBX wrote down itself, read after a gap in which nobody listened, in the order of writing.
 * Its time is past when it is read, so that it moves no clock.
 */
public sealed interface RecordSignal extends Signal {

  @Override
  default boolean isByPbxClock() {
    return false;
  }

  /**
   * A line of {@code queue_log}.
   *
   * @param time when it was written: whole seconds from the file, finer from a table
   * @param call the uniqueid of the caller's channel; absent where it is about none
   * @param member the member's name, its interface where it has none; absent where about none
   * @param data what stands behind the word, in its order
   */
  record QueueLogged(
      String pbx,
      Instant time,
      @Nullable String call,
      @Nullable String queue,
      @Nullable String member,
      QueueLogEvent event,
      List<String> data)
      implements RecordSignal {}

  /**
   * A call detail record: one channel with one other, or alone. A call has one for each pair.
   *
   * @param time its end, in whole seconds as all its times
   * @param uniqueid of its first party's channel
   * @param linkedid absent where it is not written
   * @param channel the name of its first party's channel
   * @param exten what was dialled last
   * @param destinationChannel the other party's channel; absent where there was none
   * @param application what the first party's channel ran last, e.g. {@code Dial}
   * @param answer absent where it was not answered
   */
  record CdrWritten(
      String pbx,
      Instant time,
      String uniqueid,
      @Nullable String linkedid,
      String channel,
      @Nullable String callerNumber,
      @Nullable String callerName,
      @Nullable String exten,
      @Nullable String context,
      @Nullable String destinationChannel,
      @Nullable String application,
      Instant start,
      @Nullable Instant answer,
      CdrDisposition disposition)
      implements RecordSignal {}

  /** What {@code disposition} of a call detail record says. */
  enum CdrDisposition {
    ANSWERED,
    NO_ANSWER,
    BUSY,
    FAILED,
    CONGESTION,
    OTHER
  }

  /** A channel event (CEL): what neither of the others tells, who hung up and who handed over. */
  sealed interface CelWritten extends RecordSignal {

    /** The uniqueid of the channel that it is written of. */
    String uniqueid();

    /** That of the oldest channel of the call which the channel is in by then. */
    @Nullable String linkedid();

    /** The name of the channel that it is written of. */
    String channel();
  }

  /**
   * {@code HANGUP}: a channel is gone.
   *
   * @param time to the microsecond from a file, in whole seconds from most tables
   * @param source whose hangup it was: the name of this channel or of the one it was bridged with
   *     when the first hangup of either came, {@code dialplan/…} where an application hung up;
   *     absent where Asterisk names nobody
   * @param dialStatus how the first Dial() by this channel ended, {@code ANSWER} where any was
   *     answered; absent where it dialled nobody
   */
  record HangupWritten(
      String pbx,
      Instant time,
      String uniqueid,
      @Nullable String linkedid,
      String channel,
      @Nullable String source,
      @Nullable String dialStatus)
      implements CelWritten {}

  /**
   * {@code BLINDTRANSFER} and {@code ATTENDEDTRANSFER}: the channel that it is written of hands
   * over whom it talks with.
   *
   * @param second on which the transferer is connected with the target, which by feature code is
   *     the same one; absent of a blind transfer
   * @param transferee who is handed over; absent where Asterisk does not say
   * @param target to whom, of an attended transfer; absent where that one is only rung, or where
   *     Asterisk does not say
   * @param extension that a blind transfer goes to; absent of an attended one
   * @param application that rings the target, where that one has not answered
   */
  record TransferWritten(
      String pbx,
      Instant time,
      String uniqueid,
      @Nullable String linkedid,
      String channel,
      @Nullable NamedChannel second,
      @Nullable NamedChannel transferee,
      @Nullable NamedChannel target,
      @Nullable String extension,
      @Nullable String application)
      implements CelWritten {}

  /** A channel as another one's record names it. */
  record NamedChannel(String uniqueid, String name) {}

  /**
   * All that was written in the gap has been handed on.
   *
   * @param queueLog whether {@code queue_log} could be read without a hole
   * @param cdr the same of the call detail records
   */
  record Read(String pbx, Instant time, boolean queueLog, boolean cdr) implements RecordSignal {}
}
