package org.switchhook.telephony.signal;

import java.time.Instant;

/** Membership of queues. */
public sealed interface MemberSignal extends Signal {

  Member member();

  /** AMI {@code QueueMemberAdded}. */
  record Added(String pbx, Instant time, Member member) implements MemberSignal {}

  /** AMI {@code QueueMemberRemoved}. */
  record Removed(String pbx, Instant time, Member member) implements MemberSignal {}

  /** AMI {@code QueueMemberPause}: paused or unpaused, once a queue. */
  record PauseChanged(String pbx, Instant time, Member member) implements MemberSignal {}

  /** An item of {@code QueueStatus}: how it is, asked for at connect; adopted silently. */
  record Listed(String pbx, Instant time, Member member) implements MemberSignal {
    @Override
    public boolean isByPbxClock() {
      return false;
    }
  }
}
