package org.switchhook.agent;

import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.table.EditedTable;
import org.switchhook.table.TableWatch;
import org.switchhook.telephony.signal.AgentRow;

/**
 * Says who stands in the table {@code agents}: once when it starts, and again within 2 s of a
 * committed edit that changes a thing. A bad row is left out alone, and named in the log.
 */
public final class Roster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

  private final EditedTable table;
  private final TableWatch watch;
  private final Consumer<List<AgentRow>> told;
  private @Nullable AgentTable last;

  /**
   * @param told takes all rows that can be used, as they are from now on; may block
   */
  public Roster(Jdbi jdbi, Consumer<List<AgentRow>> told) {
    this.table = new EditedTable(jdbi, "agents");
    this.told = told;
    this.watch = new TableWatch(table, this::read);
  }

  /** What the table says at this moment; nobody is told. */
  public static AgentTable inspect(Jdbi jdbi) {
    return read(new EditedTable(jdbi, "agents"));
  }

  /** Follows the table from now on; while the database is away nothing is said. */
  public void start() {
    watch.start();
  }

  /**
   * Reads the table if it has changed.
   *
   * @throws org.jdbi.v3.core.JdbiException when the database is away
   */
  public void refresh() {
    watch.refresh();
  }

  @Override
  public void close() {
    watch.close();
  }

  private void read() {
    AgentTable now = read(table);
    AgentTable before = last;
    if (before == null || !now.rows().equals(before.rows())) {
      told.accept(now.rows());
      LOG.info("agents read: {} rows in use", now.rows().size());
    }
    last = now;
    now.faults().entrySet().stream()
        .filter(fault -> before == null || !before.faults().entrySet().contains(fault))
        .forEach(
            fault -> LOG.warn("agents: row {} quarantined: {}", fault.getKey(), fault.getValue()));
  }

  private static AgentTable read(EditedTable table) {
    return AgentTable.of(table.select(AgentTable.SELECT, StoredAgent::of));
  }
}
