package org.switchhook.outbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.EventType;
import org.switchhook.outbox.Next.State;
import org.switchhook.webhook.EventName;

/**
 * Which deliveries somebody means: those of whom all that is given here is true.
 *
 * @param webhook its id
 * @param event a name as the table of webhooks has it, wildcards too
 * @param call its id
 * @param period when it happened
 * @param ids of deliveries; empty for any
 */
public record Selection(
    @Nullable Long webhook,
    @Nullable EventName event,
    @Nullable String call,
    Period period,
    @Nullable State state,
    List<Long> ids) {

  /** All there are. */
  public static final Selection ALL = new Selection(null, null, null, Period.EVER, null, List.of());

  /** The same in that state, or in any. */
  public Selection in(@Nullable State other) {
    return new Selection(webhook, event, call, period, other, ids);
  }

  /** The same among these alone. */
  public Selection among(List<Long> some) {
    return new Selection(webhook, event, call, period, state, some);
  }

  /** Whether it leaves nothing out. */
  public boolean isAll() {
    return equals(ALL.in(state));
  }

  /**
   * A query of {@code deliveries d} and {@code events e}.
   *
   * @param end what stands behind WHERE
   */
  Query query(Handle handle, String columns, String end) {
    return bind(
        handle,
        handle.createQuery(
            "SELECT "
                + columns
                + " FROM deliveries d"
                + hint()
                + " LEFT JOIN events e ON e.id = d.event_row "
                + where()
                + end));
  }

  /** Delivered are nearly all; of another state only that state's part of the index is read. */
  private String hint() {
    boolean few = state != null && state != State.DELIVERED && call == null && ids.isEmpty();
    return few ? " FORCE INDEX (deliveries_due)" : "";
  }

  private String where() {
    List<String> terms = new ArrayList<>(List.of("TRUE"));
    addIf(webhook != null, "d.webhook_id = :webhook", terms);
    addIf(state != null, "d.state = :state", terms);
    addIf(!ids.isEmpty(), "d.id IN (<ids>)", terms);
    // Of a call the PBX is not given, and the index begins with it.
    addIf(
        call != null, "e.subject_kind = 'call' AND e.subject = :call AND e.pbx IN (<pbxs>)", terms);
    addIf(period.from() != null, "e.time >= :from", terms);
    addIf(period.to() != null, "e.time < :to", terms);
    if (event != null) {
      terms.add(
          event.ucontact() ? "d.event = :event" : "(e.type IN (<types>) OR e.type LIKE :like)");
    }
    return "WHERE " + String.join(" AND ", terms);
  }

  private static void addIf(boolean condition, String term, List<String> terms) {
    if (condition) {
      terms.add(term);
    }
  }

  private Query bind(Handle handle, Query query) {
    if (webhook != null) {
      query.bind("webhook", webhook);
    }
    if (state != null) {
      query.bind("state", state.word());
    }
    if (!ids.isEmpty()) {
      query.bindList("ids", ids);
    }
    if (call != null) {
      query.bind("call", call).bindList("pbxs", pbxs(handle));
    }
    if (period.from() != null) {
      query.bind("from", EventLog.utc(period.from()));
    }
    if (period.to() != null) {
      query.bind("to", EventLog.utc(period.to()));
    }
    if (event != null) {
      bindEvent(event, query);
    }
    return query;
  }

  private static void bindEvent(EventName event, Query query) {
    if (event.ucontact()) {
      query.bind("event", event.text());
      return;
    }
    List<String> types = new ArrayList<>(List.of(event.text()));
    Arrays.stream(EventType.values())
        .map(EventType::wireName)
        .filter(event::covers)
        .forEach(types::add);
    boolean custom = event.covers("custom.") && event.text().endsWith("*");
    query.bindList("types", types).bind("like", custom ? "custom.%" : "");
  }

  private static List<String> pbxs(Handle handle) {
    List<String> known =
        handle
            .createQuery("SELECT DISTINCT pbx FROM events WHERE subject_kind = 'call'")
            .mapTo(String.class)
            .list();
    return known.isEmpty() ? List.of("") : known;
  }
}
