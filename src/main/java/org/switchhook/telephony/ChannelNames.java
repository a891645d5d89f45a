package org.switchhook.telephony;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;

/**
 * The channels of a gap's records, which name them: what is heard, and what queue_log says, knows
 * them by uniqueid.
 */
final class ChannelNames {

  private final Pbx pbx;
  private final Gap gap;

  ChannelNames(Pbx pbx, Gap gap) {
    this.pbx = pbx;
    this.gap = gap;
  }

  /** That of the Local channel which this one is, or which rang it; absent where there is none. */
  @Nullable CdrWritten half(String name) {
    CdrWritten half = gap.halves.half(name);
    return half == null ? gap.halves.toward(name) : half;
  }

  String behind(String name) {
    return gap.halves.behind(name);
  }

  /** Whether what a call knows a channel by is the channel of this name. */
  boolean isOf(String known, String name) {
    Line line = pbx.lines.get(known);
    return line == null ? known.equals(gap.uniqueid(name)) : line.channel.name().equals(name);
  }

  /** The name of a channel that a call knows, as far as that is recorded. */
  String of(String known) {
    Line line = pbx.lines.get(known);
    return line == null ? gap.cel.name(known) : line.channel.name();
  }

  /** Whether it is this channel, or a Local one with this one behind it. */
  boolean isOn(String known, NamedChannel channel) {
    String name = of(known);
    return known.equals(channel.uniqueid())
        || name.equals(channel.name())
        || gap.halves.behind(name).equals(channel.name());
  }

  /** The part of a conversation, be it over, that has a channel of this name. */
  @Nullable Talk talkOn(Call call, String name) {
    String behind = gap.halves.behind(name);
    for (Talk talk : call.conversation.talks()) {
      for (Talk.Side side : List.of(talk.near(), talk.far())) {
        if (isOf(side.channel(), name) || isOf(side.channel(), behind)) {
          return talk;
        }
      }
    }
    return null;
  }

  /**
   * Who is on a channel, or behind it.
   *
   * @param dialled the number, if it is an outside one
   */
  Party party(String name, @Nullable String dialled, Moment now) {
    Party party = pbx.party(gone(gap.halves.behind(name), now.time()), now);
    return party.isOutside() ? Party.outside(dialled) : party;
  }

  /** Whom the record shows to be rung. */
  Party rung(CdrWritten cdr, Moment now) {
    String dialled = "Dial".equals(cdr.application()) ? cdr.exten() : null;
    return party(String.valueOf(cdr.destinationChannel()), dialled, now);
  }

  /** The same of a channel that a transfer leads to. */
  Party target(String name, Moment now) {
    CdrWritten half = gap.halves.half(name);
    boolean dials = half != null && Objects.equals(half.application(), "Dial");
    return party(name, half != null && dials ? half.exten() : null, now);
  }

  /** A channel of which no more than its name is known. */
  private static Line gone(String name, Instant at) {
    return new Line(new Channel(name, name, name, Channel.UP, null, null, null, null, null), at);
  }
}
