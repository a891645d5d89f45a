package org.switchhook.telephony;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.switchhook.telephony.signal.Member;

/** What Queue() does. */
final class Queues {

  private final RandomStory story;
  private final Switchboard board;
  private String queue = "";
  private final List<Rung> rung = new ArrayList<>();
  private final List<Integer> attempts = new ArrayList<>();

  Queues(RandomStory story) {
    this.story = story;
    this.board = story.board;
  }

  /** The caller comes to the queue, and is in, refused, answered, gone or somewhere else. */
  void queue(String name) {
    if (story.once(12)) {
      refused();
    } else {
      join(name);
    }
  }

  /** The queue lets the caller in. */
  void join(String name) {
    queue = name;
    Leg caller = story.anchor();
    board.join(caller, queue);
    story.plot().queued(queue);
    board.pass(0, 4_000);
    boolean waits = true;
    for (int attempt = story.random.nextInt(4); waits && attempt > 0; attempt--) {
      waits = ring();
    }
    if (waits) {
      exit(caller);
    }
  }

  /** The queue is full, or has nobody to ring. */
  void refused() {
    boolean full = story.once(2);
    board.sets(story.anchor(), "QUEUESTATUS", full ? "FULL" : "JOINEMPTY");
    story.plot().leaves("-", full ? "full" : "join_empty");
  }

  /** One round of ringing; whether the caller still waits. */
  private boolean ring() {
    rung.clear();
    attempts.clear();
    members();
    int what = rung.get(0).alwaysAnswers() ? 99 : story.random.nextInt(100);
    boolean phone = rung.size() == 1 && rung.get(0) instanceof RungPhone;
    if (phone && what < 6) {
      begin(false);
      refuse(17, "busy");
      return true;
    }
    begin(true);
    board.pass(300, 5_000);
    if (phone && what < 18) {
      refuse(story.any(List.of(17, 21)), "rejected");
    } else if (what < 45) {
      ringNoAnswer();
    } else if (what < 52) {
      givenUp(false);
    } else if (phone && what < 55) {
      givenUp(true);
    } else if (what < 60) {
      takenAway();
    } else {
      answered();
    }
    return what < 45;
  }

  private void members() {
    int strategy = story.random.nextInt(10);
    Leg caller = story.anchor();
    PoolSession pool = story.pool();
    if (queue.equals("pool") && pool != null) {
      rung.add(pool.rung(caller));
    } else if (strategy < 6) {
      rung.add(phone(story.staff.agent()));
    } else if (strategy < 8) {
      story.staff.agents().forEach(number -> rung.add(phone(number)));
    } else {
      String number = story.staff.agentBehindLocal();
      Member member = Staff.member(number, queue);
      boolean stays = Staff.stays(number);
      rung.add(new RungLocal(board, Staff.name(number), member, number, stays, caller));
    }
  }

  private Rung phone(String number) {
    return RungPhone.at(number, Staff.member(number, queue), board, story.anchor());
  }

  private void begin(boolean rings) {
    for (Rung each : rung) {
      each.made();
      if (rings) {
        board.meanwhile(each::rings);
      }
      board.agentCalled(story.anchor(), each.channel(), requireNonNull(each.member));
      board.dialBegin(story.anchor(), each.channel());
      attempts.add(story.plot().rings(each.who, queue));
    }
  }

  private void refuse(int cause, String outcome) {
    Rung only = rung.get(0);
    board.requestHangup(only.channel(), cause);
    board.dialEnd(story.anchor(), only.channel(), "NOANSWER");
    board.ringNoAnswer(story.anchor(), only.channel(), requireNonNull(only.member));
    only.stops(cause);
    reject(outcome);
    board.pass(900, 1_200);
  }

  private void ringNoAnswer() {
    for (Rung each : rung) {
      board.ringNoAnswer(story.anchor(), each.channel(), requireNonNull(each.member));
      board.dialEnd(story.anchor(), each.channel(), "NOANSWER");
    }
    cancel("no_answer", 0, 1);
    if (story.once(2)) {
      board.pass(900, 1_200);
    }
  }

  /** It rings no longer, and Asterisk says so once or twice. */
  private void cancel(String outcome, int cause, int times) {
    for (Rung each : rung) {
      for (int i = 0; i < times; i++) {
        board.dialEnd(story.anchor(), each.channel(), "CANCEL");
      }
      each.stops(cause);
    }
    reject(outcome);
  }

  private void reject(String outcome) {
    attempts.forEach(attempt -> story.plot().rejected(attempt, outcome));
  }

  /** The caller hangs up; perhaps just when somebody has picked up. */
  private void givenUp(boolean late) {
    Leg caller = story.anchor();
    if (late) {
      rung.get(0).answers();
      board.dialEnd(caller, rung.get(0).channel(), "ANSWER");
      board.requestHangup(caller, null);
      board.meanwhile(() -> board.hangup(rung.get(0).channel(), 16));
      reject("caller_abandoned");
    } else {
      board.requestHangup(caller, null);
      cancel("caller_abandoned", 0, 2);
    }
    hangsUpWaiting(caller);
  }

  private void hangsUpWaiting(Leg caller) {
    board.abandon(caller, queue);
    board.leave(caller, queue);
    board.hangup(caller, 0);
    story.overBy(caller, true);
  }

  /** A manager redirects the caller while members are rung. */
  private void takenAway() {
    Leg caller = story.anchor();
    cancel("withdrawn", 0, 2);
    board.abandon(caller, queue);
    board.leave(caller, queue);
    story.plot().leaves(queue, "withdrawn");
  }

  private void answered() {
    int winner = story.random.nextInt(rung.size());
    Rung who = rung.get(winner);
    who.answers();
    board.dialEnd(story.anchor(), who.channel(), "ANSWER");
    for (int i = 0; i < rung.size(); i++) {
      if (i != winner) {
        board.dialEnd(story.anchor(), rung.get(i).channel(), "CANCEL");
        board.dialEnd(story.anchor(), rung.get(i).channel(), "CANCEL");
        rung.get(i).stops(26);
        story.plot().rejected(attempts.get(i), "answered_elsewhere");
      }
    }
    board.leave(story.anchor(), queue);
    board.agentConnect(story.anchor(), who.channel(), requireNonNull(who.member));
    story.plot().accepted(attempts.get(winner));
    new Talking(story, who, queue).talk();
  }

  /** Nobody is rung, and the caller does not stay. */
  private void exit(Leg caller) {
    int how = story.random.nextInt(100);
    if (how < 40) {
      board.requestHangup(caller, null);
      hangsUpWaiting(caller);
    } else if (how < 70) {
      leaves(caller, "TIMEOUT", "timeout");
    } else if (how < 80) {
      leaves(caller, "LEAVEEMPTY", "leave_empty");
    } else if (how < 90) {
      board.leave(caller, queue);
      story.plot().leaves(queue, "key");
    } else {
      leaves(caller, "WITHDRAW", "withdrawn");
    }
  }

  private void leaves(Leg caller, String status, String reason) {
    board.abandon(caller, queue);
    board.leave(caller, queue);
    board.sets(caller, "QUEUESTATUS", status);
    story.plot().leaves(queue, reason);
  }
}
