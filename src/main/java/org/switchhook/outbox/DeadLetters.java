package org.switchhook.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Jdbi;
import org.switchhook.outbox.Next.State;

/**
 * What can be done about deliveries that came to nothing. In parts, each a transaction of its own,
 * so that nobody waits for it for long.
 */
public final class DeadLetters {

  private static final int ROWS_A_COMMIT = 500;

  private static final String FOUND =
      "d.id, EXISTS (SELECT 1 FROM webhooks w WHERE w.id = d.webhook_id) AS addressed";

  // One that waits is left as it is: it may be on its way just now.
  private static final String REDELIVER =
      """
      UPDATE deliveries FORCE INDEX (PRIMARY)
      SET state = 'waiting', attempts = 0, due_at = UTC_TIMESTAMP(6), leased_by = NULL, reason = ''
      WHERE id IN (<ids>) AND state <> 'waiting'
      """;

  private static final String ACKNOWLEDGE =
      """
      UPDATE deliveries FORCE INDEX (PRIMARY)
      SET state = 'acknowledged', due_at = UTC_TIMESTAMP(6)
      WHERE id IN (<ids>) AND state = 'dead'
      """;

  private final Jdbi jdbi;

  DeadLetters(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Deliveries by id, the oldest first.
   *
   * @param addressed their webhooks are there
   * @param orphaned their webhooks were deleted
   */
  public record Found(List<Long> addressed, List<Long> orphaned) {

    /** All of them. */
    public List<Long> ids() {
      List<Long> all = new ArrayList<>(addressed);
      all.addAll(orphaned);
      return all;
    }
  }

  /** Those meant; where no ids are given, the dead ones of them. */
  public Found find(Selection selection) {
    Selection meant = selection.ids().isEmpty() ? selection.in(State.DEAD) : selection;
    Found found = new Found(new ArrayList<>(), new ArrayList<>());
    jdbi.useHandle(
        handle ->
            meant
                .query(handle, FOUND, " ORDER BY d.id")
                .map(
                    (row, context) ->
                        (row.getBoolean("addressed") ? found.addressed : found.orphaned)
                            .add(row.getLong("id")))
                .list());
    return found;
  }

  /**
   * They are due at once, with the same ids and bodies and with all attempts before them.
   *
   * @param progress is told how many have been gone through
   * @return how many it was; one that waits already is none
   */
  public int redeliver(List<Long> ids, IntConsumer progress) {
    return inParts(REDELIVER, ids, progress);
  }

  /**
   * They are let go: nobody has to do anything about them, and they are kept no longer than what
   * was delivered.
   *
   * @return how many it was; one that is not dead is none
   */
  public int acknowledge(List<Long> ids, IntConsumer progress) {
    return inParts(ACKNOWLEDGE, ids, progress);
  }

  private int inParts(String update, List<Long> ids, IntConsumer progress) {
    int changed = 0;
    for (int from = 0; from < ids.size(); from += ROWS_A_COMMIT) {
      List<Long> part = ids.subList(from, Math.min(ids.size(), from + ROWS_A_COMMIT));
      changed +=
          jdbi.inTransaction(handle -> handle.createUpdate(update).bindList("ids", part).execute());
      progress.accept(from + part.size());
    }
    return changed;
  }
}
