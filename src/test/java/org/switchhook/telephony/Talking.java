package org.switchhook.telephony;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Two who talk, until they do not: holds, hangups, transfers. */
final class Talking {

  final RandomStory story;
  final Switchboard board;

  /** Who was rung and talks with the anchor. */
  final Rung other;

  final String bridge;
  private final Plot plot;

  /** {@code other} has answered; for a queue, where it is named. */
  Talking(RandomStory story, Rung other, @Nullable String queue) {
    this(story, other, queue, story.board.newBridge());
  }

  Talking(RandomStory story, Rung other, @Nullable String queue, String bridge) {
    this.story = story;
    this.board = story.board;
    this.plot = story.plot();
    this.other = other;
    this.bridge = bridge;
    Duration wrapUp = queue == null ? Duration.ZERO : Staff.wrapUp(queue);
    plot.talks(near(), wrapUp, board.now());
  }

  /** Whose part it is: the phone's side; of two phones the one that was called. */
  private String near() {
    boolean calledOut = isOutside(other) && !RandomStory.isOutside(story.anchor());
    return calledOut ? Staff.name(story.anchor().number) : other.who;
  }

  private static boolean isOutside(Rung rung) {
    return RandomStory.isOutside(rung.phone());
  }

  /** They are bridged, and what follows happens. */
  void talk() {
    other.joins(bridge, story.anchor());
    goOn();
  }

  /** They are bridged already. */
  void goOn() {
    board.pass(300, 8_000);
    for (int holds = story.random.nextInt(3); holds > 0; holds--) {
      hold();
    }
    if (story.once(8) && !isOutside(other)) {
      board.codes(other.phone(), "Sale");
      plot.coded("Sale", other.who);
    }
    int how = story.random.nextInt(100);
    boolean phone = other.canTransfer() && !isOutside(other);
    if (how < 16 && phone) {
      new ConsultingByKeys(this).play();
    } else if (how < 26 && phone) {
      new ConsultingByPhone(this).play();
    } else if (how < 38 && other.canTransfer()) {
      blind();
    } else if (how < 41 && phone && !plot.isHeld()) {
      parked();
    } else {
      ends();
    }
  }

  private void ends() {
    int how = story.random.nextInt(100);
    if (how < 45) {
      anchorHangsUp();
    } else if (how < 90) {
      otherHangsUp();
    } else if (how < 95) {
      cut();
      board.hangup(story.anchor(), 16);
      story.overBy(null, false);
    } else {
      cut();
      String number = story.staff.extension();
      story.goesTo(() -> new Dials(story).dial(number));
    }
  }

  private void hold() {
    boolean byOther = story.once(2) && other.canTransfer();
    Leg by = byOther ? other.phone() : story.anchor();
    String name = name(by);
    if (plot.isHeldBy(name)) {
      return;
    }
    board.hold(by);
    plot.held(name, board.now());
    board.pass(300, 4_000);
    if (!story.once(6)) {
      board.unhold(by);
      plot.resumed(name, board.now());
      board.pass(300, 2_000);
    }
  }

  /** As who holds or hands over is named: an outside caller without a number has no name. */
  private String name(Leg leg) {
    if (leg.equals(other.phone())) {
      return other.who;
    }
    return leg.callerNumber == null ? "-" : Staff.name(leg.number);
  }

  private void anchorHangsUp() {
    Leg anchor = story.anchor();
    board.requestHangup(anchor, 16);
    cut();
    board.hangup(anchor, 16);
    story.overBy(anchor, true);
  }

  private void otherHangsUp() {
    Leg anchor = story.anchor();
    plot.parts(other.who, board.now());
    other.hangsUp(
        () -> {
          board.exit(anchor);
          board.hangup(anchor, 16);
        });
    story.overBy(other.phone(), false);
  }

  /** The anchor is taken out of the bridge, and the other is hung up. */
  private void cut() {
    board.exit(story.anchor());
    plot.parts(other.who, board.now());
    other.goes();
  }

  /** The phone's side hands over, and who is left goes to an extension or a queue. */
  private void blind() {
    boolean calledOut = isOutside(other);
    Leg by = calledOut ? story.anchor() : other.phone();
    Leg whom = calledOut ? other.phone() : story.anchor();
    board.unhold(by);
    if (story.once(3)) {
      handsOver(by, whom, "7000");
      toQueue(name(by));
    } else {
      String number = story.staff.phone();
      handsOver(by, whom, number);
      plot.transferred("blind", name(by), Staff.name(number));
      story.goesTo(() -> new Dials(story).dial(number));
    }
  }

  private void handsOver(Leg by, Leg whom, String extension) {
    board.blind(by, whom, extension);
    plot.parts(name(by), board.now());
    board.meanwhile(() -> board.exit(by));
    board.exit(whom);
    board.meanwhile(() -> board.hangup(by, 16));
    story.anchor(whom);
  }

  /** A queue that refuses is not named: all that is known is the extension. */
  private void toQueue(String by) {
    String queue = story.any(Staff.QUEUES);
    boolean refuses = story.once(4);
    plot.transferred("blind", by, refuses ? "7000" : queue);
    Queues queues = new Queues(story);
    story.goesTo(refuses ? queues::refused : () -> queues.join(queue));
  }

  /** The anchor waits in the parking lot until somebody fetches it. */
  private void parked() {
    Leg anchor = story.anchor();
    Leg parker = other.phone();
    board.exit(anchor);
    plot.parts(other.who, board.now());
    board.pass(500, 5_000);
    board.meanwhile(
        () -> {
          board.exit(parker);
          board.hangup(parker, 16);
        });
    Leg fetcher = story.dials(story.staff.extension(), "701");
    board.up(fetcher);
    board.exit(anchor);
    int attempt = plot.rings(Staff.name(fetcher.number), null);
    plot.accepted(attempt);
    new Talking(story, RungPhone.on(fetcher, board), null).talk();
  }
}
