package org.switchhook.telephony;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;

/** What CEL tells of whose hangup ended a call in a gap. */
final class HangupRecords {

  /** A call detail record bears whole seconds. */
  private static final Duration PRECISION = Duration.ofSeconds(2);

  /** Where an application hung up, Hangup() say. */
  private static final String DIALPLAN = "dialplan/";

  /** chan_pjsip names each channel whose phone hung up; of other drivers that is not certain. */
  private static final String TELLS_ALWAYS = "PJSIP/";

  private final Call call;
  private final Gap gap;
  private final ChannelNames names;

  HangupRecords(Call call, Gap gap, ChannelNames names) {
    this.call = call;
    this.gap = gap;
    this.names = names;
  }

  /** Tells the call who ended it, nobody perhaps; false where it does not know, or a queue did. */
  boolean tell() {
    boolean talked = call.conversation.began();
    if (call.conversation.endedBy() != null || (call.callerHungUp && !talked)) {
      return false;
    }
    if (gap.cel.completing(call.uniqueid).isPresent()) {
      return true; // The transfer did.
    }
    boolean local = names.of(call.anchor().channel()).startsWith("Local/");
    if (local || hasHandedOver(call.anchor())) {
      return false; // Who is behind it, or who was left, is not told.
    }
    List<Talk.Side> sides = sides();
    Set<Talk.Side> ended = new LinkedHashSet<>();
    for (Talk.Side side : sides) {
      for (Talk.Side other : sides) {
        if (isSource(side, other)) {
          ended.add(side);
        }
      }
    }
    if (ended.size() != 1) {
      return ended.isEmpty() && sides.stream().allMatch(this::isNotByIt) && isRingingKnown();
    }
    Talk.Side side = ended.iterator().next();
    call.conversation.hangupRequested(side, false);
    call.callerHungUp |= side.equals(call.anchor());
    return true;
  }

  /** Who may have ended it: on whose behalf others are rung, and whom that one talked with last. */
  private List<Talk.Side> sides() {
    Talk.Side anchor = call.anchor();
    List<Talk.Side> sides = new ArrayList<>(List.of(anchor));
    Talk talk = call.conversation.last();
    if (talk != null && talk.has(anchor.channel())) {
      Talk.Side other = talk.other(anchor.channel());
      if (!hasHandedOver(other)) {
        sides.add(other);
      }
    }
    return sides;
  }

  private boolean hasHandedOver(Talk.Side side) {
    HangupWritten hangup = gap.cel.hangup(side.channel());
    return hangup != null && gap.cel.handsOver(hangup.uniqueid());
  }

  /** Whether the end of {@code other} says that {@code side} hung up. */
  private boolean isSource(Talk.Side side, Talk.Side other) {
    for (HangupWritten hangup : hangups(other)) {
      String source = hangup.source();
      if (source != null && names(side).contains(source)) {
        return true;
      }
    }
    return false;
  }

  /** It is gone, and was not so by a hangup of its own. */
  private boolean isNotByIt(Talk.Side side) {
    HangupWritten hangup = gap.cel.hangup(side.channel());
    if (hangup == null) {
      return false;
    }
    String source = hangup.source();
    return source == null ? hangup.channel().startsWith(TELLS_ALWAYS) : source.startsWith(DIALPLAN);
  }

  /** Why it was given up, its last ring attempt tells, where it made one. */
  private boolean isRingingKnown() {
    HangupWritten hangup = gap.cel.hangup(call.anchor().channel());
    boolean rang = hangup != null && hangup.dialStatus() != null;
    return call.conversation.began() || call.lastOutcome != null || !rang;
  }

  private List<HangupWritten> hangups(Talk.Side side) {
    return names(side).stream().map(gap.cel::hangup).filter(Objects::nonNull).toList();
  }

  /** Of its channel, and of the one behind a Local one. */
  private Set<String> names(Talk.Side side) {
    String name = names.of(side.channel());
    return new LinkedHashSet<>(List.of(name, gap.halves.behind(name)));
  }

  /** How a ring attempt without an answer ended: the record is the same for all ways. */
  Outcome unanswered(CdrWritten cdr) {
    if (gap.cel.completing(call.uniqueid).isPresent()) {
      return Outcome.WITHDRAWN;
    }
    HangupWritten hangup = gap.cel.hangup(cdr.uniqueid());
    if (hangup == null || call.conversation.began()) {
      return Outcome.UNKNOWN;
    }
    boolean byCaller = hangup.channel().equals(hangup.source());
    boolean asItEnded = !hangup.time().isAfter(cdr.time().plus(PRECISION));
    if (byCaller) {
      return asItEnded && "CANCEL".equals(hangup.dialStatus())
          ? Outcome.CALLER_ABANDONED
          : Outcome.UNKNOWN;
    }
    return isDialplan(hangup.source()) && "NOANSWER".equals(hangup.dialStatus())
        ? Outcome.NO_ANSWER
        : Outcome.UNKNOWN;
  }

  private static boolean isDialplan(@Nullable String source) {
    return source == null || source.startsWith(DIALPLAN);
  }
}
