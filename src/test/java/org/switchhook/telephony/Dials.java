package org.switchhook.telephony;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What Dial() does. */
final class Dials {

  private final RandomStory story;
  private final Switchboard board;
  private final List<Rung> rung = new ArrayList<>();
  private final List<Integer> attempts = new ArrayList<>();

  Dials(RandomStory story) {
    this.story = story;
    this.board = story.board;
  }

  /** Dials these at once, whoever answers first. */
  void dial(String... numbers) {
    Leg caller = story.anchor();
    caller.exten = numbers[0];
    Stream.of(numbers).forEach(n -> rung.add(RungPhone.at(n, null, board, caller)));
    play();
  }

  /** A number that the dialplan forwards: {@code Dial(Local/1002@phones)}. */
  void forward(String number) {
    Leg caller = story.anchor();
    String who = Staff.name(number);
    rung.add(new RungLocal(board, who, null, number, story.once(2), caller));
    play();
  }

  private void play() {
    rung.forEach(Rung::made);
    int what = story.random.nextInt(100);
    boolean alone = rung.size() == 1 && rung.get(0) instanceof RungPhone;
    if (what < 10 && alone) {
      refused(false);
    } else if (what < 18 && alone) {
      begin();
      board.pass(300, 3_000);
      refused(true);
    } else {
      begin();
      board.pass(500, 6_000);
      ring(what, alone);
    }
  }

  private void ring(int what, boolean alone) {
    if (what < 35) {
      unanswered();
    } else if (what < 45) {
      givenUp();
    } else if (what < 50 && alone && !story.isOutbound()) {
      pickedUp();
    } else {
      answered();
    }
  }

  private void begin() {
    for (Rung each : rung) {
      board.meanwhile(each::rings);
      board.dialBegin(story.anchor(), each.channel());
      attempts.add(story.plot().rings(each.who, null));
    }
  }

  /** Busy or congested before it rang, or refused while it rang. */
  private void refused(boolean rang) {
    Rung only = rung.get(0);
    if (!rang) {
      board.dialBegin(story.anchor(), only.channel());
      attempts.add(story.plot().rings(only.who, null));
    }
    int cause = rang ? story.any(List.of(17, 21)) : story.any(List.of(17, 34));
    board.requestHangup(only.channel(), cause);
    board.dialEnd(
        story.anchor(),
        only.channel(),
        cause == 17 ? "BUSY" : cause == 34 ? "CONGESTION" : "CHANUNAVAIL");
    only.stops(cause);
    story
        .plot()
        .rejected(attempts.get(0), rang ? "rejected" : cause == 17 ? "busy" : "unavailable");
  }

  private void unanswered() {
    rung.forEach(each -> board.dialEnd(story.anchor(), each.channel(), "NOANSWER"));
    rung.forEach(each -> each.stops(0));
    attempts.forEach(attempt -> story.plot().rejected(attempt, "no_answer"));
  }

  private void givenUp() {
    Leg caller = story.anchor();
    board.requestHangup(caller, 127);
    rung.forEach(each -> board.dialEnd(caller, each.channel(), "CANCEL"));
    rung.forEach(each -> each.stops(127));
    board.hangup(caller, 127);
    attempts.forEach(attempt -> story.plot().rejected(attempt, "caller_abandoned"));
    story.overBy(caller, true);
  }

  private void answered() {
    int winner = story.random.nextInt(rung.size());
    for (int i = 0; i < rung.size(); i++) {
      if (i != winner) {
        board.dialEnd(story.anchor(), rung.get(i).channel(), "CANCEL");
        story.plot().rejected(attempts.get(i), "answered_elsewhere");
      }
    }
    Rung who = rung.get(winner);
    who.answers();
    board.dialEnd(story.anchor(), who.channel(), "ANSWER");
    rung.stream().filter(each -> !each.equals(who)).forEach(each -> each.stops(26));
    story.plot().accepted(attempts.get(winner));
    connect(who);
  }

  /** Somebody else takes the call with *8: that one's channel takes the place of the rung one's. */
  private void pickedUp() {
    Leg ringing = rung.get(0).channel();
    String number = story.staff.extension();
    Leg taker = story.dials(number, "*8");
    board.up(taker);
    board.pickup(taker, ringing);
    int attempt = story.plot().rings(Staff.name(number), null);
    board.hangup(ringing, 16);
    story.plot().rejected(attempts.get(0), "answered_elsewhere");
    board.dialEnd(story.anchor(), taker, "ANSWER");
    story.plot().accepted(attempt);
    connect(RungPhone.on(taker, board));
  }

  private void connect(Rung who) {
    if (!story.anchor().isUp()) {
      board.up(story.anchor());
    }
    new Talking(story, who, null).talk();
  }
}
