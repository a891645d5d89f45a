package org.switchhook.ask;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import org.switchhook.event.AskDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Origin;
import org.switchhook.event.Subject;

/**
 * A webhook to be asked about a call.
 *
 * @param webhook id or name of the row
 * @param event what it is told
 * @param atMost how long whoever asks waits
 */
public record Ask(String webhook, Event event, Duration atMost) {

  /** So long whoever does not say how long waits. */
  public static final Duration USUALLY = Duration.ofSeconds(2);

  /**
   * About a call as it stands.
   *
   * @param arguments by name
   */
  public static Ask of(
      String webhook,
      String pbx,
      CallRef call,
      SortedMap<String, String> arguments,
      Duration atMost,
      Instant now) {
    // No two asks of a call fall into one microsecond, so that the id made of it is of one alone.
    long sequence = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    Event event =
        new Event(
            new Subject(Subject.Kind.CALL, pbx, call.id()),
            EventType.ASK,
            now,
            now,
            pbx,
            sequence,
            Origin.LIVE,
            call,
            null,
            new AskDetail(arguments));
    return new Ask(webhook, event, atMost);
  }

  /** Of this ask alone. */
  public String id() {
    return event.id();
  }
}
