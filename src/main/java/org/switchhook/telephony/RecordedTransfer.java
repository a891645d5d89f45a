package org.switchhook.telephony;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;
import org.switchhook.telephony.signal.RecordSignal.TransferWritten;
import org.switchhook.telephony.signal.Uniqueid;

/**
 * A transfer that CEL tells of: in the call that it is of.
 *
 * @param by with which channel the transferer talks in it
 * @param linkedid by which the call goes, mostly
 * @param second on which the transferer is connected with the target; absent of a blind one
 * @param left who is handed over
 * @param to to whom, of an attended one; absent where that one is only rung
 * @param extension to which, of a blind one
 * @param ringing an application is ringing the target still
 */
record RecordedTransfer(
    Instant at,
    NamedChannel by,
    @Nullable String linkedid,
    @Nullable NamedChannel second,
    @Nullable NamedChannel left,
    @Nullable NamedChannel to,
    @Nullable String extension,
    boolean ringing) {

  static RecordedTransfer of(TransferWritten wrote) {
    NamedChannel by = new NamedChannel(wrote.uniqueid(), wrote.channel());
    NamedChannel second = wrote.second();
    // A phone may send REFER in either of its two calls: the first is the one it made first.
    boolean swapped = second != null && Uniqueid.isOlder(second.uniqueid(), by.uniqueid());
    return new RecordedTransfer(
        wrote.time(),
        swapped && second != null ? second : by,
        swapped ? null : wrote.linkedid(),
        swapped ? by : second,
        swapped ? wrote.target() : wrote.transferee(),
        swapped ? wrote.transferee() : wrote.target(),
        wrote.extension(),
        wrote.application() != null);
  }

  boolean isBlind() {
    return second == null && to == null;
  }

  /** Whether the transferer is on this channel. */
  boolean isBy(String uniqueid) {
    return uniqueid.equals(by.uniqueid()) || (second != null && uniqueid.equals(second.uniqueid()));
  }

  /** The transferer's other call, in which it asked the target; absent where it is the same one. */
  @Nullable String consultation() {
    return second == null || second.equals(by) ? null : second.uniqueid();
  }

  /** By whatever of these a call may be known that it is of. */
  Set<String> calls() {
    return Stream.of(left == null ? null : left.uniqueid(), by.uniqueid(), linkedid, consultation())
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
