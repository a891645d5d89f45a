package org.switchhook.asterisk.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.command.QueueList.Member;

/** Where a caller may be sent to: the queues and agents that there are at a PBX. */
record Place(QueueList now) {

  /** Device states of a phone that rings if it is called: unknown, and not in use. */
  private static final Set<Integer> FREE = Set.of(0, 1);

  /** One argument of Dial() and nothing else. */
  private static final Pattern DIALLED = Pattern.compile("[\\w.@+/:#*=-]+");

  /** {@code Local/1001@from-queue/n}: a number behind a technology. */
  private static final Pattern NUMBER = Pattern.compile("[^/:]+[/:](?<number>[^/@]+).*");

  boolean hasQueue(String name) {
    return now.names().contains(name);
  }

  /** Whom a queue calls to reach the agent, as Dial() takes it; absent where nobody is free. */
  Optional<String> dial(Setting.Agent agent) {
    List<String> free =
        members(agent)
            .filter(member -> !member.paused() && FREE.contains(member.state()))
            .map(Member::iface)
            .filter(iface -> DIALLED.matcher(iface).matches())
            .distinct()
            .toList();
    return free.isEmpty() ? Optional.empty() : Optional.of(String.join("&", free));
  }

  /** Why there is nobody to dial. */
  String whyNot(Setting.Agent agent) {
    List<Member> all = members(agent).toList();
    if (all.isEmpty()) {
      return "is a member of no queue";
    }
    return all.stream().allMatch(Member::paused) ? "is paused" : "is not free";
  }

  private Stream<Member> members(Setting.Agent agent) {
    return now.members().stream().filter(member -> isMeant(member, agent));
  }

  private static boolean isMeant(Member member, Setting.Agent agent) {
    return member.iface().equals(agent.name())
        || member.name().equals(agent.name())
        || agent.name().equals(number(member.iface()))
        || agent.interfaces().contains(member.iface());
  }

  private static @Nullable String number(String iface) {
    Matcher matcher = NUMBER.matcher(iface);
    return matcher.matches() ? matcher.group("number") : null;
  }
}
