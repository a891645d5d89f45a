package org.switchhook.telephony;

import java.util.List;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal.Added;
import org.switchhook.telephony.signal.MemberSignal.Listed;
import org.switchhook.telephony.signal.MemberSignal.PauseChanged;
import org.switchhook.telephony.signal.MemberSignal.Removed;
import org.switchhook.telephony.signal.ResyncSignal.QueuesShown;

/** What membership of queues means for the agents. */
final class MemberFolds {

  private MemberFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch
        .on(
            Added.class,
            (pbx, signal, now) -> agent(pbx, signal.member()).join(now, signal.member()))
        .on(
            Removed.class,
            (pbx, signal, now) -> agent(pbx, signal.member()).leave(now, signal.member()))
        .on(
            PauseChanged.class,
            (pbx, signal, now) -> agent(pbx, signal.member()).changePause(now, signal.member()))
        .on(Listed.class, (pbx, signal, now) -> listed(pbx, signal.member()))
        .on(QueuesShown.class, MemberFolds::shown);
  }

  /** How it is before anything was told is how it was; later a list may tell something new. */
  private static void listed(Pbx pbx, Member member) {
    if (pbx.listing == null) {
      agent(pbx, member).adopt(member);
    } else {
      pbx.listing.add(member);
    }
  }

  /** A reload changes the members that stand in queues.conf without an event of their own. */
  private static void shown(Pbx pbx, QueuesShown signal, Moment now) {
    if (pbx.listing != null) {
      new Members(pbx, now).are(List.copyOf(pbx.listing), true, false);
      pbx.listing.clear();
    }
  }

  private static Agent agent(Pbx pbx, Member member) {
    return pbx.agent(member.iface(), member.stateInterface(), member.name());
  }
}
