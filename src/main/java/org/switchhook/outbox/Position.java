package org.switchhook.outbox;

import org.jdbi.v3.core.Handle;

/** How far the events of one journal are told: the bridge's row in {@code bridge_position}. */
final class Position {

  static final String MOVE =
      "UPDATE bridge_position SET position = ?, updated_at = UTC_TIMESTAMP(6)"
          + " WHERE bridge = ? AND journal = ? AND position < ?";

  private static final String ADVANCE =
      """
      INSERT INTO bridge_position (bridge, journal, position, updated_at)
      VALUES (?, ?, ?, UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE journal = VALUES(journal), position = VALUES(position),
        updated_at = VALUES(updated_at)
      """;

  private static final long NONE = -1;

  private final String bridge;
  private final String journal;

  Position(String bridge, String journal) {
    this.bridge = bridge;
    this.journal = journal;
  }

  /** The parameters of {@link #MOVE}. */
  void bind(Parameters parameters, long position) {
    parameters.add(position).add(bridge).add(journal).add(position);
  }

  /** Whether it was behind that one; it is there now. */
  boolean move(Handle handle, long position) {
    int moved = handle.execute(MOVE, position, bridge, journal, position);
    if (moved == 0 && position > read(handle, "FOR UPDATE")) {
      // The first one, or the first of another journal.
      handle.execute(ADVANCE, bridge, journal, position);
      return true;
    }
    return moved == 1;
  }

  /** The highest one committed in this journal; -1 for none. */
  long read(Handle handle) {
    return read(handle, "");
  }

  private long read(Handle handle, String lock) {
    return handle
        .createQuery("SELECT journal, position FROM bridge_position WHERE bridge = :bridge " + lock)
        .bind("bridge", bridge)
        .map(
            (row, context) ->
                row.getString("journal").equals(journal) ? row.getLong("position") : NONE)
        .findOne()
        .orElse(NONE);
  }
}
