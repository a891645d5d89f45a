package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.switchhook.Folded;
import org.switchhook.Invariants;
import org.switchhook.event.Event;
import org.switchhook.telephony.signal.Signal;

/** Five hundred random shifts of agents at once: of each is told what was made to happen. */
class RandomShiftsTest {

  private static final int SHIFTS = 500;

  private final List<RandomShift> shifts =
      LongStream.range(0, SHIFTS).mapToObj(seed -> RandomShift.of(seed, Floor.START)).toList();

  @Test
  void tellWhatHappened() {
    Model model = new Model();
    List<Event> events = Folded.all(model, together());
    for (RandomShift shift : shifts) {
      assertThat(Floor.story(events, shift.agent())).as(shift.agent()).isEqualTo(shift.words());
    }
    Invariants.of(events).hold();
    Folded.assertNothingRemains(model);
  }

  private List<Signal> together() {
    List<Signal> signals = new ArrayList<>();
    signals.add(Staff.site(Floor.START));
    shifts.stream()
        .flatMap(shift -> shift.signals().stream())
        .sorted(Comparator.comparing(Signal::time))
        .forEach(signals::add);
    return signals;
  }
}
