package org.switchhook.telephony;

import java.util.List;
import org.switchhook.telephony.signal.Channel;

/** How a call comes about. */
final class Entries {

  private static final List<String> NAMES =
      List.of("Laura Díaz", "O\"Neill {x}", "%n%s\\", "<script>", "ООО Ромашка");

  private final RandomStory story;
  private final Switchboard board;

  Entries(RandomStory story) {
    this.story = story;
    this.board = story.board;
  }

  void enter() {
    int how = story.random.nextInt(100);
    if (how < 65) {
      fromOutside();
    } else if (how < 75) {
      story.begins(story.dials(story.staff.caller(), "7000"), "dialled", false);
    } else if (how < 88) {
      String number = story.outside();
      story.begins(story.dials(story.staff.caller(), number), "dialled", true);
    } else {
      originated();
    }
  }

  private void fromOutside() {
    String number = "34" + (900_000_000 + story.random.nextInt(90_000_000));
    Leg leg = board.leg("PJSIP/trunk", number, null, "inbound", "7000");
    leg.callerName = story.once(3) ? null : story.any(NAMES);
    leg.callerNumber = story.once(10) ? null : number;
    board.created(leg, Channel.RING);
    story.begins(leg, "inbound", false);
    if (story.once(2)) {
      board.up(leg);
      board.sets(leg, "SWITCHHOOK_DATA_tier", "gold");
    }
  }

  /** Asterisk rings a phone, which is in the dialplan once it has answered. */
  private void originated() {
    String number = story.staff.caller();
    Leg leg = board.leg("PJSIP/" + number, number, null, "phones", "s");
    board.created(leg, Channel.DOWN);
    board.meanwhile(() -> board.ringing(leg));
    board.dialBegin(null, leg);
    board.pass(500, 4_000);
    if (story.once(6)) {
      unanswered(leg, number);
      return;
    }
    board.up(leg);
    board.dialEnd(null, leg, "ANSWER");
    leg.exten = "7000";
    boolean callsOut = story.once(2);
    story.begins(leg, "originate", callsOut);
    // Where it dialled nobody and joined no queue, the ringing would be all there is to tell.
    String number2 = callsOut ? story.outside() : story.staff.phone();
    story.goesTo(
        callsOut || story.once(2)
            ? () -> new Dials(story).dial(number2)
            : () -> new Queues(story).queue(story.any(Staff.QUEUES)));
  }

  /** All there is to tell of the call is that ringing. */
  private void unanswered(Leg leg, String number) {
    story.begins(leg, "originate", false);
    int attempt = story.plot().rings(Staff.name(number), null);
    boolean refuses = story.once(2);
    if (refuses) {
      board.requestHangup(leg, 17);
      board.dialEnd(null, leg, "BUSY");
    }
    board.hangup(leg, refuses ? 17 : 19);
    story.plot().rejected(attempt, refuses ? "rejected" : "no_answer");
    story.overBy(null, false);
  }
}
