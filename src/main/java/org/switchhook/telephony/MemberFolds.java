package org.switchhook.telephony;

import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal.Added;
import org.switchhook.telephony.signal.MemberSignal.Listed;
import org.switchhook.telephony.signal.MemberSignal.PauseChanged;
import org.switchhook.telephony.signal.MemberSignal.Removed;

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
        .on(Listed.class, (pbx, signal, now) -> agent(pbx, signal.member()).adopt(signal.member()));
  }

  private static Agent agent(Pbx pbx, Member member) {
    return pbx.agent(member.iface(), member.stateInterface(), member.name());
  }
}
