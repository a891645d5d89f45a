package org.switchhook.telephony;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/** What {@code queue_log} tells of agents in a gap. */
final class MemberRecords {

  private final Pbx pbx;
  private final Gap gap;
  private final Span span;

  MemberRecords(Pbx pbx, Gap gap, Span span) {
    this.pbx = pbx;
    this.gap = gap;
    this.span = span;
  }

  /** In the order of writing. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    // In the second in which the gap begins some was heard: how it was at its end counts.
    Map<String, QueueLogged> doubtful = new LinkedHashMap<>();
    for (QueueLogged line : gap.ofMembers) {
      if (gap.isHeard(line)) {
        continue;
      }
      if (span.has(line.time())) {
        steps.add(step(line));
      } else if (span.has(line.time().plusSeconds(1))) {
        doubtful.put(line.queue() + "|" + line.member(), line);
      }
    }
    doubtful.values().forEach(line -> steps.add(step(line)));
    return steps;
  }

  private Step step(QueueLogged line) {
    return new Step(line.time(), Step.GOES_ON, now -> tell(line, now));
  }

  private void tell(QueueLogged line, Moment now) {
    String name = line.member();
    String queue = line.queue();
    if (name == null) {
      return;
    }
    switch (line.event()) {
      case AGENTLOGIN -> pbx.poolAgent(name).beginSession(now);
      case AGENTLOGOFF -> pbx.poolAgent(name).endSession(now);
      default -> {
        if (queue != null) {
          tell(line, queue, name, now);
        }
      }
    }
  }

  private void tell(QueueLogged line, String queue, String name, Moment now) {
    String data = line.data().isEmpty() ? "" : line.data().get(0);
    switch (line.event()) {
      case ADDMEMBER -> {
        Member member = member(queue, name, data.equals("PAUSED"), null);
        pbx.agent(member.iface(), member.stateInterface(), member.name()).join(now, member);
      }
      case REMOVEMEMBER -> {
        Agent agent = pbx.memberNamed(name);
        agent.leave(now, agent.member(queue, false, null));
      }
      default -> {
        boolean paused = line.event() == QueueLogEvent.PAUSE;
        Agent agent = pbx.memberNamed(name);
        String reason = paused && !data.isEmpty() ? data : null;
        if (agent.isIn(queue)) {
          agent.changePause(now, agent.member(queue, paused, reason));
        }
      }
    }
  }

  /** As the list shows it, where it is in it still: queue_log knows the interface alone. */
  private Member member(String queue, String iface, boolean paused, @Nullable String reason) {
    for (Member shown : gap.members) {
      if (shown.queue().equals(queue)
          && (shown.iface().equals(iface) || shown.name().equals(iface))) {
        return new Member(
            queue,
            shown.iface(),
            shown.stateInterface(),
            shown.name(),
            paused,
            reason,
            shown.wrapUpSeconds());
      }
    }
    return new Member(queue, iface, null, iface, paused, reason, 0);
  }
}
