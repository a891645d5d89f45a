package org.switchhook.asterisk.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.asteriskjava.manager.event.QueueEntryEvent;
import org.asteriskjava.manager.event.QueueMemberEvent;
import org.asteriskjava.manager.event.QueueParamsEvent;
import org.asteriskjava.manager.event.ResponseEvent;
import org.jspecify.annotations.Nullable;

/**
 * Queues as QueueStatus shows them.
 *
 * @param names of the queues that there are
 * @param callers of each queue in their order
 * @param members of all queues
 */
record QueueList(Set<String> names, List<Caller> callers, List<Member> members) {

  /**
   * Who waits.
   *
   * @param channel the name of the channel
   * @param position from 1
   * @param priority absent where the PBX does not say it
   */
  record Caller(
      String queue, String channel, String uniqueid, int position, @Nullable Integer priority) {}

  /**
   * Who answers.
   *
   * @param name as the queue knows the member
   * @param iface what the queue calls
   * @param state of the device, as Asterisk counts them
   */
  record Member(String name, String iface, boolean paused, int state) {}

  static QueueList of(Collection<ResponseEvent> events) {
    QueueList list = new QueueList(new HashSet<>(), new ArrayList<>(), new ArrayList<>());
    events.forEach(list::add);
    return list;
  }

  private void add(ResponseEvent event) {
    if (event instanceof QueueParamsEvent queue) {
      names.add(text(queue.getQueue()));
    } else if (event instanceof QueueEntryEvent caller) {
      callers.add(
          new Caller(
              text(caller.getQueue()),
              text(caller.getChannel()),
              text(caller.getUniqueId()),
              number(caller.getPosition()),
              caller.getPriority()));
    } else if (event instanceof QueueMemberEvent member) {
      members.add(
          new Member(
              text(member.getName()),
              text(member.getInterface()),
              Boolean.TRUE.equals(member.getPaused()),
              number(member.getStatus())));
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static int number(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  Optional<Caller> caller(String uniqueid) {
    return callers.stream().filter(one -> one.uniqueid().equals(uniqueid)).findFirst();
  }

  /** Nobody of a lower priority stands before it, and nobody of a higher one behind it. */
  boolean isInOrder(Caller caller) {
    return callers.stream()
        .filter(other -> other.queue().equals(caller.queue()))
        .noneMatch(other -> isWrong(caller, other));
  }

  private static boolean isWrong(Caller caller, Caller other) {
    if (caller.priority() == null || other.priority() == null) {
      return false;
    }
    int more = Integer.compare(other.priority(), caller.priority());
    int later = Integer.compare(other.position(), caller.position());
    return more * later > 0;
  }
}
