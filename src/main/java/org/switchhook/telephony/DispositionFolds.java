package org.switchhook.telephony;

import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.DispositionSignal.Coded;
import org.switchhook.telephony.signal.DispositionSignal.CodedHere;

/** Of which call a disposition is, and who coded it: all of it is what its sender claims. */
final class DispositionFolds {

  private DispositionFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch.on(Coded.class, DispositionFolds::coded);
    dispatch.on(CodedHere.class, DispositionFolds::codedHere);
  }

  private static void codedHere(Pbx pbx, CodedHere signal, Moment now) {
    coded(
        pbx,
        new Coded(signal.pbx(), now.time(), null, signal.uniqueid(), null, null, signal.values()),
        now);
  }

  private static void coded(Pbx pbx, Coded signal, Moment now) {
    String call = callOf(pbx, signal);
    if (call == null) {
      return;
    }
    Disposition disposition = new Disposition(now.time(), signal.values(), by(pbx, signal, now));
    Call open = pbx.calls.get(call);
    ClosedCall closed = pbx.past.closed(call);
    if (open != null) {
      open.code(now, disposition);
    } else if (closed != null) {
      closed.code(now, disposition);
    }
  }

  /** The uniqueid of the call, open or closed; absent where it names none that is known. */
  static @Nullable String callOf(Pbx pbx, Coded signal) {
    String named = signal.call() == null ? signal.uniqueid() : signal.call();
    if (named == null) {
      return signal.channel() == null ? null : callOfChannel(pbx, signal.channel());
    }
    return callOfId(pbx, named);
  }

  /** By its own uniqueid or that of one of its channels, or by its id. */
  static @Nullable String callOfId(Pbx pbx, String id) {
    String call = isKnown(pbx, id) ? id : callOfChannel(pbx, id);
    // The id of a call has the PBX's name in front where Asterisk's systemname is not its own.
    String prefix = pbx.name + "-";
    return call == null && id.startsWith(prefix)
        ? callOfId(pbx, id.substring(prefix.length()))
        : call;
  }

  private static @Nullable String callOfChannel(Pbx pbx, String channel) {
    Line line = line(pbx, channel);
    Speaker gone = pbx.past.speaker(channel);
    String ofGone = gone == null ? null : gone.call();
    String call = line == null ? ofGone : line.call();
    return call != null && isKnown(pbx, call) ? call : null;
  }

  private static boolean isKnown(Pbx pbx, String call) {
    return pbx.calls.containsKey(call) || pbx.past.closed(call) != null;
  }

  /** By uniqueid or by name. */
  private static @Nullable Line line(Pbx pbx, String channel) {
    Line line = pbx.lines.get(channel);
    return line == null && channel.indexOf('/') >= 0 ? pbx.lines.named(channel) : line;
  }

  /** Who is named, else whose phone's channel it is. */
  private static @Nullable Party by(Pbx pbx, Coded signal, Moment now) {
    Party named = signal.agent() == null ? null : named(pbx, signal.agent(), now);
    String channel = signal.uniqueid() == null ? signal.channel() : signal.uniqueid();
    if (named != null || channel == null) {
      return named;
    }
    Line line = line(pbx, channel);
    Speaker gone = pbx.past.speaker(channel);
    Party who = gone == null ? null : gone.phone();
    return line == null ? who : phone(pbx, line, now);
  }

  private static @Nullable Party named(Pbx pbx, String name, Moment now) {
    AgentRef agent = pbx.agentNamed(name, now.site().directory());
    if (agent != null) {
      return Party.agent(agent);
    }
    String number = Endpoint.ofInterface(name).number();
    return now.site().isPhoneNumber(number) ? Party.extension(number) : null;
  }

  /** Whose phone a channel is of, or whose is behind it; nobody's, where it is a trunk's. */
  private static @Nullable Party phone(Pbx pbx, Line line, Moment now) {
    Party party = pbx.party(pbx.lines.behind(line), now);
    return party.isOutside() ? null : party;
  }

  /** A channel hangs up. Nothing will be said of one that only rang. */
  static void leave(Pbx pbx, Call call, Line line, Moment now) {
    if (line.uniqueid().equals(call.uniqueid) || line.channel.state() == Channel.UP) {
      pbx.past.leave(line, new Speaker(call.uniqueid, phone(pbx, line, now)));
    }
  }
}
