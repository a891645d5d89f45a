package org.switchhook.asterisk.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;
import org.switchhook.telephony.signal.RecordSignal.TransferWritten;

/**
 * One channel event, wherever it is written.
 *
 * @param event its type, or the name that a dialplan gave its own
 * @param channel the name of the channel that it is of
 * @param extra what cel.c adds to events of its type; empty where it cannot be read
 */
public record CelEntry(
    Instant time,
    String event,
    String channel,
    String uniqueid,
    @Nullable String linkedid,
    Map<String, String> extra) {

  static final String HANGUP = "HANGUP";
  static final String BLIND_TRANSFER = "BLINDTRANSFER";
  static final String ATTENDED_TRANSFER = "ATTENDEDTRANSFER";

  /**
   * From texts as they were written.
   *
   * @param about the event's type, the channel and its uniqueid; without one of them it is none
   */
  static Optional<CelEntry> of(Instant time, List<String> about, String linkedid, String extra) {
    return about.contains("")
        ? Optional.empty()
        : Optional.of(
            new CelEntry(
                time,
                about.get(0),
                about.get(1),
                about.get(2),
                Cdr.orNull(linkedid),
                CelExtra.of(extra)));
  }

  /** As a signal of the PBX that wrote it; absent where it tells nothing that is asked for. */
  public Optional<CelWritten> signal(String pbx) {
    return switch (event) {
      case HANGUP ->
          extra.containsKey("hangupsource") ? Optional.of(hangup(pbx)) : Optional.empty();
      case BLIND_TRANSFER, ATTENDED_TRANSFER -> Optional.of(transfer(pbx));
      default -> Optional.empty();
    };
  }

  private HangupWritten hangup(String pbx) {
    return new HangupWritten(
        pbx, time, uniqueid, linkedid, channel, extra("hangupsource"), extra("dialstatus"));
  }

  private TransferWritten transfer(String pbx) {
    return new TransferWritten(
        pbx,
        time,
        uniqueid,
        linkedid,
        channel,
        named("channel2"),
        named("transferee_channel"),
        named("transfer_target_channel"),
        extra("extension"),
        extra("app"));
  }

  private @Nullable NamedChannel named(String role) {
    String its = extra(role + "_uniqueid");
    String name = extra(role + "_name");
    return its == null || name == null ? null : new NamedChannel(its, name);
  }

  /** cel.c writes {@code N/A} where a transfer has no such channel. */
  private @Nullable String extra(String name) {
    String value = extra.getOrDefault(name, "");
    return value.isEmpty() || value.equals("N/A") ? null : value;
  }
}
