package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.RecordSignal.TransferWritten;

/** What CEL says of the channels of a gap. */
final class CelLog {

  /** A little longer than all else that is written of a call is waited for. */
  private static final Duration HANGUPS = Gap.RECORDS_SETTLE.plusMinutes(1);

  /** No call is looked for that is longer. */
  private static final Duration TRANSFERS = Duration.ofDays(1);

  /** By uniqueid, in the order of writing. */
  private final Map<String, HangupWritten> hangups = new LinkedHashMap<>();

  /** Their uniqueids, by name. */
  private final Map<String, String> uniqueids = new LinkedHashMap<>();

  /** By whatever a call of theirs may be known by, in the order of writing. */
  private final Map<String, List<RecordedTransfer>> transfers = new LinkedHashMap<>();

  /** The calls of which a transfer was told, by uniqueid. */
  private final Set<String> told = new LinkedHashSet<>();

  void take(CelWritten wrote) {
    if (wrote instanceof HangupWritten hangup) {
      hangups.put(hangup.uniqueid(), hangup);
      uniqueids.put(hangup.channel(), hangup.uniqueid());
    } else if (wrote instanceof TransferWritten written) {
      RecordedTransfer transfer = RecordedTransfer.of(written);
      for (String call : transfer.calls()) {
        transfers.computeIfAbsent(call, c -> new ArrayList<>(1)).add(transfer);
      }
    }
  }

  void clear() {
    hangups.clear();
    uniqueids.clear();
    transfers.clear();
    told.clear();
  }

  /**
   * How the channel of this uniqueid or name ended; absent where it has not, as far as is known.
   */
  @Nullable HangupWritten hangup(String channel) {
    return hangups.get(uniqueids.getOrDefault(channel, channel));
  }

  /** The name of the channel of this uniqueid, where it is known; else what was given. */
  String name(String channel) {
    HangupWritten hangup = hangups.get(channel);
    return hangup == null ? channel : hangup.channel();
  }

  /** The transfers that may be of the call of this uniqueid, by time. */
  List<RecordedTransfer> transfersOf(String call) {
    return transfers.getOrDefault(call, List.of()).stream()
        .filter(transfer -> !call.equals(transfer.consultation()))
        .sorted(Comparator.comparing(RecordedTransfer::at))
        .toList();
  }

  /**
   * The one with which the call of this uniqueid, made to ask somebody, became a part of another.
   */
  Optional<RecordedTransfer> completing(String call) {
    return transfers.getOrDefault(call, List.of()).stream()
        .filter(transfer -> call.equals(transfer.consultation()))
        .findFirst();
  }

  /** Whether the channel of this uniqueid handed somebody over. */
  boolean handsOver(String channel) {
    return transfers.getOrDefault(channel, List.of()).stream()
        .anyMatch(transfer -> transfer.by().uniqueid().equals(channel));
  }

  void isTold(String call) {
    told.add(call);
  }

  boolean hasTold(Call call) {
    return told.contains(call.uniqueid);
  }

  /**
   * Forgets what is told by now, but what is needed still.
   *
   * @param needed of a channel, by uniqueid
   */
  void forgetBefore(Instant time, Predicate<String> needed) {
    for (String gone : old(hangups, HangupWritten::time, time.minus(HANGUPS), needed)) {
      HangupWritten hangup = hangups.remove(gone);
      if (hangup != null) {
        uniqueids.remove(hangup.channel(), gone);
      }
    }
    old(transfers, all -> all.get(all.size() - 1).at(), time.minus(TRANSFERS), needed)
        .forEach(transfers::remove);
  }

  /** From the first on, up to one that is not old; one that is needed goes behind the others. */
  private static <V> List<String> old(
      Map<String, V> all, Function<V, Instant> at, Instant time, Predicate<String> needed) {
    List<String> old = new ArrayList<>();
    Iterator<Map.Entry<String, V>> entries = all.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, V> first = entries.next();
      if (!at.apply(first.getValue()).isBefore(time)) {
        break;
      }
      if (needed.test(first.getKey())) {
        entries.remove();
        all.put(first.getKey(), first.getValue());
        break;
      }
      old.add(first.getKey());
    }
    return old;
  }
}
