package org.switchhook.outbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** A position, a few events and their deliveries, in one {@link Compound}. */
final class SmallCommit {

  private static final int MOST_EVENTS = 4;
  private static final int MOST_DELIVERIES = 8;

  /** By the number of events, from one, and that of deliveries. */
  private static final List<List<Compound>> STATEMENTS =
      IntStream.rangeClosed(1, MOST_EVENTS)
          .mapToObj(
              events ->
                  IntStream.rangeClosed(0, MOST_DELIVERIES)
                      .mapToObj(deliveries -> statement(events, deliveries))
                      .toList())
          .toList();

  private final Compound statement;
  private final Parameters parameters;

  private SmallCommit(Compound statement, Parameters parameters) {
    this.statement = statement;
    this.parameters = parameters;
  }

  /** None where that is more than one statement takes. */
  static Optional<SmallCommit> of(
      Position position, long to, EventLog log, List<NewEvent> events, DeliveryLog deliveries) {
    if (events.isEmpty()
        || events.size() > MOST_EVENTS
        || !deliveries.isPlain()
        || deliveries.size() > MOST_DELIVERIES) {
      return Optional.empty();
    }
    Parameters parameters = new Parameters();
    position.bind(parameters, to);
    events.forEach(event -> log.bind(parameters, event));
    deliveries.bindAll(parameters);
    return parameters.chars() > RowsStatement.MOST_CHARS
        ? Optional.empty()
        : Optional.of(
            new SmallCommit(STATEMENTS.get(events.size() - 1).get(deliveries.size()), parameters));
  }

  /**
   * Each event has an INSERT of its own: only then is LAST_INSERT_ID() its row, whatever steps a
   * server counts in.
   */
  private static Compound statement(int events, int deliveries) {
    List<String> rows = IntStream.range(0, events).mapToObj(place -> "row" + place).toList();
    String all = String.join(", ", rows);
    String inserts =
        rows.stream()
            .map(row -> EventLog.INSERT_ONE + "; SET " + row + " = LAST_INSERT_ID(); ")
            .collect(Collectors.joining());
    return new Compound(
        "DECLARE " + all + " BIGINT;", Position.MOVE, 1, inserts + deliveries(all, deliveries));
  }

  private static String deliveries(String eventRows, int deliveries) {
    if (deliveries == 0) {
      return "SELECT 0";
    }
    String row = DeliveryLog.row("ELT(? + 1, " + eventRows + ")");
    return RowsStatement.text(DeliveryLog.INSERT, row, deliveries, " RETURNING id");
  }

  /**
   * Writes and commits it.
   *
   * @return the ids of the deliveries; absent where the position was there already, or in another
   *     journal, and nothing is written
   */
  Optional<List<Long>> write(Handle handle) {
    return statement.run(handle, parameters);
  }
}
