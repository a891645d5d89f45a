package org.switchhook.telephony;

import org.jspecify.annotations.Nullable;

/** On whose behalf a channel rings somebody or joins a queue. */
final class Behalf {

  private Behalf() {}

  /**
   * The call; absent while nothing has told. A Local channel's half acts for whoever is at its
   * other half, and Asterisk may say what it does before it says who that is.
   */
  static @Nullable Call of(Pbx pbx, Line line, Moment now) {
    Call known = pbx.callOf(line);
    if (known != null) {
      return known;
    }
    Line half = pbx.lines.otherHalf(line);
    if (half == null || line.originatedAt != null) {
      return pbx.begin(line, now);
    }
    Call call = ofHalf(pbx, line, half, now);
    if (call != null) {
      pbx.join(line, call);
      pbx.join(half, call);
    }
    return call;
  }

  private static @Nullable Call ofHalf(Pbx pbx, Line line, Line half, Moment now) {
    Call call = pbx.callOf(half);
    Line dialler = pbx.lines.get(half.dialledBy);
    if (call == null && dialler != null) {
      return of(pbx, dialler, now);
    }
    return call == null ? consultation(pbx, line, half, now) : call;
  }

  /**
   * A feature code's attended transfer rings its target through a Local channel, whose near half is
   * bridged with the transferer.
   */
  private static @Nullable Call consultation(Pbx pbx, Line line, Line half, Moment now) {
    for (Line transferer : pbx.lines.bridged(half)) {
      Call first = pbx.callOf(transferer);
      if (first != null && first.conversation.of(transferer.uniqueid()) != null) {
        return Consultations.begin(pbx, line, transferer, first, now);
      }
    }
    return null;
  }
}
