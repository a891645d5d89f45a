package org.switchhook.telephony;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.switchhook.telephony.signal.Member;

/** Makes the agents what a list of all members of all queues shows. */
final class Members {

  private final Pbx pbx;
  private final Moment now;

  Members(Pbx pbx, Moment now) {
    this.pbx = pbx;
    this.now = now;
  }

  /**
   * Tells what differs from what was known.
   *
   * @param whole who is not in it is a member no longer
   * @param first nothing was known: it is how it was
   */
  void are(List<Member> listed, boolean whole, boolean first) {
    Set<String> there = new HashSet<>();
    for (Member member : listed) {
      Agent agent = pbx.agent(member.iface(), member.stateInterface(), member.name());
      there.add(agent.id() + "|" + member.queue());
      if (first) {
        agent.adopt(member);
      } else {
        agent.join(now, member);
        agent.settlePause(now);
      }
    }
    if (whole && !first) {
      pbx.agents().forEach(agent -> leave(agent, there));
    }
  }

  private void leave(Agent agent, Set<String> there) {
    for (String queue : agent.queues()) {
      if (!there.contains(agent.id() + "|" + queue)) {
        agent.leave(now, agent.member(queue, false, null));
      }
    }
  }
}
