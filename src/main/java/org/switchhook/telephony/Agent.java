package org.switchhook.telephony;

import static org.switchhook.event.EventType.*;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.AgentRef;
import org.switchhook.event.EventType;
import org.switchhook.telephony.PauseChange.Was;
import org.switchhook.telephony.signal.Member;

/** One person, however many queues: known by the state interface, else the interface. */
final class Agent {

  /** The reason that app_queue gives to a pause of its own ({@code autopause}). */
  private static final String AUTO_PAUSE = "Auto-Pause";

  private final Story story;
  private String name;
  private final SortedMap<String, Membership> memberships = new TreeMap<>();
  private @Nullable Instant loggedInAt;

  /** Paused in every queue, and that was told. */
  private boolean onBreak;

  private @Nullable PauseChange pending;

  /** Logged in by AgentLogin. */
  private boolean inSession;

  Agent(Story story, String name) {
    this.story = story;
    this.name = name;
  }

  /** What it is known by. */
  String id() {
    return story.id();
  }

  boolean isNamed(String memberName) {
    return name.equals(memberName);
  }

  boolean isIn(String queue) {
    return memberships.containsKey(queue);
  }

  /** As a member of a queue, paused or not. */
  Member member(String queue, boolean paused, @Nullable String reason) {
    Membership membership = memberships.get(queue);
    return new Member(
        queue,
        membership == null ? story.id() : membership.iface,
        story.id(),
        name,
        paused,
        reason,
        membership == null ? 0 : membership.wrapUpSeconds);
  }

  AgentRef ref() {
    String number = Endpoint.ofInterface(story.id()).number();
    // app_queue names a member without a name as its interface is; a Local channel is nobody's
    // name.
    String shown = Endpoint.ofInterface(name).isLocal() ? number : name;
    return new AgentRef(shown, number, shown, story.id());
  }

  void rename(String memberName) {
    name = memberName;
  }

  boolean isLoggedIn() {
    return isInPool() ? inSession : !memberships.isEmpty();
  }

  /** AgentLogin. */
  void beginSession(Moment now) {
    if (!inSession) {
      inSession = true;
      loggedInAt = now.time();
      tell(now, AGENT_LOGGED_IN, new AgentDetail.LoggedIn(queues()));
    }
  }

  /** AgentLogoff. */
  void endSession(Moment now) {
    settlePause(now);
    if (inSession) {
      tellLoggedOut(now, queues());
      inSession = false;
    }
  }

  private void tellLoggedOut(Moment now, List<String> left) {
    Long sessionMs = loggedInAt == null ? null : now.msSince(loggedInAt);
    loggedInAt = null;
    tell(now, AGENT_LOGGED_OUT, new AgentDetail.LoggedOut(left, sessionMs));
  }

  /** The member's own wrap-up time in that queue; zero where it has none. */
  Duration wrapUp(String queue) {
    Membership membership = memberships.get(queue);
    return Duration.ofSeconds(membership == null ? 0 : membership.wrapUpSeconds);
  }

  /** What a listing shows is how it already was: nothing happened, so nothing is told. */
  void adopt(Member member) {
    Membership membership = membership(member);
    if (membership.paused != member.paused()
        || !Objects.equals(membership.reason, member.pausedReason())) {
      membership.pausedAt = null; // It changed while nobody listened.
    }
    membership.paused = member.paused();
    membership.reason = member.pausedReason();
    onBreak = isPausedEverywhere();
  }

  void join(Moment now, Member member) {
    settlePause(now);
    boolean known = memberships.containsKey(member.queue());
    boolean first = memberships.isEmpty();
    membership(member);
    if (!known && first && !isInPool()) {
      loggedInAt = now.time();
      tell(now, AGENT_LOGGED_IN, new AgentDetail.LoggedIn(queues()));
    } else if (!known) {
      tell(
          now,
          AGENT_QUEUES_CHANGED,
          new AgentDetail.QueuesChanged(List.of(member.queue()), List.of(), queues()));
    }
    changePause(now, member);
  }

  private Membership membership(Member member) {
    Membership membership =
        memberships.computeIfAbsent(
            member.queue(), q -> new Membership(member.iface(), member.wrapUpSeconds()));
    membership.wrapUpSeconds = member.wrapUpSeconds();
    return membership;
  }

  void leave(Moment now, Member member) {
    settlePause(now);
    Membership left = memberships.remove(member.queue());
    if (left == null) {
      return;
    }
    endPauseOf(now, member.queue(), left);
    if (memberships.isEmpty() && !isInPool()) {
      tellLoggedOut(now, List.of(member.queue()));
    } else {
      tell(
          now,
          AGENT_QUEUES_CHANGED,
          new AgentDetail.QueuesChanged(List.of(), List.of(member.queue()), queues()));
    }
  }

  /** Who leaves a queue is not paused in it any longer; a break goes on in the queues that stay. */
  private void endPauseOf(Moment now, String queue, Membership left) {
    boolean breakGoesOn = onBreak && memberships.values().stream().anyMatch(m -> m.paused);
    if (left.paused && !breakGoesOn) {
      Was was = new Was(queue, true, left.reason, left.pausedAt);
      tellUnpaused(now, left.reason, List.of(was));
    }
  }

  void changePause(Moment now, Member member) {
    Membership membership = membership(member);
    boolean sameState = membership.paused == member.paused();
    if (sameState
        && (!member.paused() || Objects.equals(membership.reason, member.pausedReason()))) {
      return;
    }
    PauseChange change = pending;
    if (change == null
        || change.paused != member.paused()
        || !Objects.equals(change.reason, member.pausedReason())) {
      settlePause(now);
      change = new PauseChange(member.paused(), member.pausedReason(), now.time());
      pending = change;
      now.decideBy(now.time().plusMillis(PauseChange.WINDOW_MS), Deadline.What.PAUSE, story.id());
    }
    change.before.add(
        new Was(member.queue(), membership.paused, membership.reason, membership.pausedAt));
    membership.paused = member.paused();
    membership.reason = member.pausedReason();
    membership.pausedAt = member.paused() ? change.at : null;
  }

  /** Tells the pause that is open, at the time of its first frame. */
  void settlePause(Moment now) {
    PauseChange change = pending;
    if (change == null) {
      return;
    }
    pending = null;
    Moment then = now.of(change.at);
    endedPauses(change).forEach((reason, ended) -> tellUnpaused(then, reason.orNull(), ended));
    if (change.paused) {
      boolean all = isPausedEverywhere();
      onBreak = onBreak || all;
      List<String> queues = change.before.stream().map(Was::queue).sorted().toList();
      boolean automatic = AUTO_PAUSE.equals(change.reason);
      tell(then, AGENT_PAUSED, new AgentDetail.Paused(change.reason, queues, all, automatic));
    }
  }

  /** The pauses that the change ended, by their reason: a new reason ends the pause before it. */
  private static Map<Reason, List<Was>> endedPauses(PauseChange change) {
    Map<Reason, List<Was>> ended = new LinkedHashMap<>();
    change.before.stream()
        .filter(Was::paused)
        .forEach(w -> ended.computeIfAbsent(new Reason(w.reason()), r -> new ArrayList<>()).add(w));
    return ended;
  }

  /** A map's key that may be absent. */
  private record Reason(@Nullable String orNull) {}

  private void tellUnpaused(Moment now, @Nullable String reason, List<Was> ended) {
    boolean all = onBreak;
    onBreak = false;
    Instant since = ended.get(0).since();
    tell(
        now,
        AGENT_UNPAUSED,
        new AgentDetail.Unpaused(
            reason,
            ended.stream().map(Was::queue).sorted().toList(),
            all,
            AUTO_PAUSE.equals(reason),
            since == null ? null : now.msSince(since)));
  }

  private boolean isPausedEverywhere() {
    return !memberships.isEmpty() && memberships.values().stream().allMatch(m -> m.paused);
  }

  /** The queues that it is a member of, in alphabetical order. */
  List<String> queues() {
    return List.copyOf(memberships.keySet());
  }

  private void tell(Moment now, EventType type, AgentDetail detail) {
    if (!isInPool() || inSession) {
      story.tell(now, type, null, ref(), detail);
    }
  }

  /** Who has a state interface {@code Agent:…} logs in and out by AgentLogin and AgentLogoff. */
  private boolean isInPool() {
    return story.id().startsWith("Agent:");
  }
}
