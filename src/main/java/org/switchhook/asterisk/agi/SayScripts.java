package org.switchhook.asterisk.agi;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.UUID;
import org.switchhook.ask.AskStatus;
import org.switchhook.ask.Reply;
import org.switchhook.ask.Route;
import org.switchhook.event.CustomDetail;
import org.switchhook.telephony.signal.DataSignal.Attached;
import org.switchhook.telephony.signal.DataSignal.Emitted;
import org.switchhook.telephony.signal.DispositionSignal.CodedHere;
import org.switchhook.telephony.signal.Signal;

/** What a dialplan says of its call: on disk before it goes on. */
public final class SayScripts {

  private static final int MOST_VALUES = 3;
  private static final int LONGEST_VALUE = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final SignalDesk desk;
  private final InstantSource clock;

  public SayScripts(SignalDesk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * Runs one.
   *
   * @throws IllegalArgumentException when an argument cannot be used, saying what to write
   */
  Reply run(String script, Caller caller, List<String> given) {
    return switch (script) {
      case "data" -> data(caller, Arguments.of(given).values());
      case "disposition" -> take(coded(caller, values(given)));
      case "event" -> take(emitted(caller, given));
      default -> Reply.of(AskStatus.NOT_FOUND, AgiScripts.unknown());
    };
  }

  private Reply data(Caller caller, SortedMap<String, String> data) {
    String by = "dialplan " + UUID.randomUUID();
    String call = caller.uniqueid();
    Reply reply = take(new Attached(caller.pbx(), clock.instant(), call, data, by));
    return new Reply(reply.status(), null, reply.reason(), data, Route.NONE);
  }

  private Signal emitted(Caller caller, List<String> given) {
    String name = given.isEmpty() ? "" : given.get(0).strip().toLowerCase(Locale.ROOT);
    if (!CustomDetail.isName(name)) {
      throw new IllegalArgumentException(
          "an event needs a name: write 1 to 57 letters, digits and _ . - as the first argument");
    }
    SortedMap<String, String> data = Arguments.of(given.subList(1, given.size())).values();
    return new Emitted(caller.pbx(), clock.instant(), caller.uniqueid(), name, data);
  }

  private Signal coded(Caller caller, List<String> values) {
    return new CodedHere(caller.pbx(), clock.instant(), caller.uniqueid(), values);
  }

  /** A value that is missing before another is empty: each place has its meaning. */
  private static List<String> values(List<String> given) {
    int last = given.size();
    while (last > 0 && given.get(last - 1).isBlank()) {
      last--;
    }
    List<String> values = given.subList(0, last).stream().map(String::strip).toList();
    if (values.isEmpty() || values.size() > MOST_VALUES) {
      throw new IllegalArgumentException("a disposition has one value to three");
    }
    if (values.stream().anyMatch(value -> value.length() > LONGEST_VALUE)) {
      throw new IllegalArgumentException("a value has at most " + LONGEST_VALUE + " characters");
    }
    return values;
  }

  private Reply take(Signal signal) {
    return desk.take(signal, PATIENCE)
        ? Reply.of(AskStatus.OK, "")
        : Reply.of(AskStatus.BUSY, "it is not kept: the journal takes nothing now");
  }
}
