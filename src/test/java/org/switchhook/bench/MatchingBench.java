package org.switchhook.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;
import org.switchhook.webhook.EventName;
import org.switchhook.webhook.Events;
import org.switchhook.webhook.Fallback;
import org.switchhook.webhook.Filter;
import org.switchhook.webhook.Format;
import org.switchhook.webhook.Subscribers;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.template.RequestTemplate;
import org.switchhook.webhook.template.ResponseTemplate;
import org.switchhook.webhook.template.UrlTemplate;

/**
 * What it costs to find who asks for an event, with three rows of {@code webhooks} and with a
 * thousand, in turns; the same three ask for it in both.
 */
public final class MatchingBench {

  private static final List<String> ASKING = List.of("*", "call.*", "call.ended, call.rejected");

  /** The last asks for events of that type, and for this one not. */
  private static final List<String> OTHERS =
      List.of("call.ended", "AgentLog, AgentBreak", "agent.*, bridge.*", "AgentRingNoAnswer");

  private static final int MANY = 1_000;
  private static final int EVENTS = 1_000_000;
  private static final int ROUNDS = 9;
  private static final int WARM_UPS = 3;

  private MatchingBench() {}

  public static void main(String[] args) {
    Event event = Events.rejected("pbx1-1.2", 4, CallDetail.Outcome.REJECTED);
    Subscribers few = new Subscribers(rows(ASKING.size()));
    Subscribers many = new Subscribers(rows(MANY));
    double[] ofFew = new double[ROUNDS];
    double[] ofMany = new double[ROUNDS];
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      double one = nanos(few, event);
      double other = nanos(many, event);
      if (round >= 0) {
        ofFew[round] = one;
        ofMany[round] = other;
        print("round %d: 3 rows %.0f ns, %d rows %.0f ns", round + 1, one, MANY, other);
      }
    }
    print(
        "{\"bench\":\"matching\",\"ns_per_event_3_rows\":%.0f,\"ns_per_event_1000_rows\":%.0f,"
            + "\"ratio\":%.2f}",
        median(ofFew), median(ofMany), median(ofMany) / median(ofFew));
  }

  private static double nanos(Subscribers subscribers, Event event) {
    long start = System.nanoTime();
    long found = 0;
    for (int i = 0; i < EVENTS; i++) {
      found += subscribers.of(event).size();
    }
    long nanos = System.nanoTime() - start;
    if (found != (long) EVENTS * ASKING.size()) {
      throw new IllegalStateException(found + " were found");
    }
    return (double) nanos / EVENTS;
  }

  private static List<Webhook> rows(int count) {
    List<Webhook> rows = new ArrayList<>();
    for (int id = 1; id <= count; id++) {
      boolean asks = id <= ASKING.size();
      String other = id % 5 == 0 ? "custom.order-" + id : OTHERS.get(id % OTHERS.size());
      rows.add(row(id, asks ? ASKING.get(id - 1) : other));
    }
    return rows;
  }

  private static Webhook row(long id, String events) {
    return new Webhook(
        id,
        0,
        "",
        EventName.list(events),
        RequestTemplate.post(UrlTemplate.of("http://127.0.0.1/")),
        ResponseTemplate.NONE,
        null,
        Map.of(),
        Format.STANDARD,
        false,
        Filter.NONE,
        Fallback.NONE);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
