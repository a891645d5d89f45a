package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;

/** A call as it was told: who was connected in it, and how it ended. */
final class ToldCall {

  private final List<String> accepted = new ArrayList<>();
  private String end = "";
  private boolean consultation;
  private boolean consultedAbout;

  static Map<String, ToldCall> all(List<Event> events) {
    Map<String, ToldCall> calls = new LinkedHashMap<>();
    for (Event event : events) {
      if (event.call() != null) {
        calls.computeIfAbsent(event.subject().id(), id -> new ToldCall()).add(event);
      }
    }
    for (Event event : events) {
      ToldCall first = event.call() == null ? null : calls.get(event.call().consultOf());
      if (first != null) {
        first.consultedAbout = true;
      }
    }
    return calls;
  }

  /** A consultation by feature code has no record but as a part of the call that it is about. */
  static Map<String, ToldCall> withoutConsultations(Map<String, ToldCall> calls) {
    Map<String, ToldCall> others = new TreeMap<>(calls);
    others.values().removeIf(call -> call.consultation);
    return others;
  }

  private void add(Event event) {
    consultation |= Objects.requireNonNull(event.call()).kind() == CallRef.Kind.CONSULT;
    if (event.detail() instanceof CallDetail.Accepted by) {
      String phone = by.extension() == null ? by.number() : by.extension();
      accepted.add(event.agent() == null ? "" + phone : event.agent().number());
    } else if (event.type() == EventType.CALL_ENDED || event.type() == EventType.CALL_ABANDONED) {
      end = event.type().wireName();
    }
  }

  /**
   * As the whole session tells it. To whom a call was handed over after a consultation is told as
   * an answer where the consultation was not heard.
   */
  void assertTells(@Nullable ToldCall whole, String gap) {
    if (whole == null || whole.consultation) {
      return; // Its target has talked in the first call, which its records show it in.
    }
    assertThat(end).as(gap).isEqualTo(whole.end);
    if (whole.consultedAbout) {
      assertThat(accepted.get(0)).as(gap).isEqualTo(whole.accepted.get(0));
    } else {
      assertThat(accepted).as(gap).isEqualTo(whole.accepted);
    }
  }
}
