package org.switchhook.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.switchhook.LogLines;
import org.switchhook.config.DatabaseSettings;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.Schema;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.telephony.signal.AgentRow;

class RosterIT {

  private static final Duration IN_FORCE = Duration.ofSeconds(2);
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final AgentRow ANA = new AgentRow("PJSIP/1001", "ana", "501", "Ana Suárez");

  private final TestDatabase database = TestDatabase.missing();
  private final List<List<AgentRow>> told = Collections.synchronizedList(new ArrayList<>());
  private final Roster roster = new Roster(database.jdbi(), told::add);

  @AfterEach
  void close() {
    roster.close();
    database.close();
  }

  private void setUp() {
    DatabaseSettings settings = database.settings();
    assertThat(new Schema(settings).setup()).isEmpty();
  }

  private void insertAna() {
    database.execute(
        "INSERT INTO agents (interface, username, number, full_name)"
            + " VALUES ('PJSIP/1001', ' ana', '501', 'Ana Suárez ')");
  }

  private List<AgentRow> last() {
    synchronized (told) {
      return told.isEmpty() ? List.of() : told.get(told.size() - 1);
    }
  }

  private void awaitTold(Duration limit, List<AgentRow> rows) {
    Await.until(rows + " are told", limit, () -> !told.isEmpty() && last().equals(rows));
  }

  @Test
  void anEditIsToldWithinTwoSecondsWhileAnotherHoldsTheTable() {
    setUp();
    insertAna();
    database.execute("INSERT INTO agents (interface) VALUES ('PJSIP/1002')");
    AgentRow second = new AgentRow("PJSIP/1002", null, null, null);
    roster.start();
    awaitTold(FIRST, List.of(ANA, second));
    try (Handle slow = database.loose();
        Handle editor = database.loose()) {
      slow.begin();
      slow.execute("UPDATE agents SET username = 'open' WHERE interface = 'PJSIP/1002'");
      editor.execute("SET innodb_lock_wait_timeout = 1");
      editor.execute("UPDATE agents SET full_name = '' WHERE interface = 'PJSIP/1001'");
      awaitTold(IN_FORCE, List.of(new AgentRow("PJSIP/1001", "ana", "501", null), second));
      slow.rollback();
    }
    database.execute("TRUNCATE agents");
    awaitTold(IN_FORCE, List.of());
  }

  @Test
  void lockTablesHoldsNothingUpAndIsSeenWhenItEnds() {
    setUp();
    roster.start();
    awaitTold(FIRST, List.of());
    try (Handle editor = database.loose()) {
      editor.execute("LOCK TABLES agents WRITE");
      editor.execute("INSERT INTO agents (interface, username) VALUES ('PJSIP/1001', 'locked')");
      editor.execute("UNLOCK TABLES");
      awaitTold(Duration.ofSeconds(3), List.of(new AgentRow("PJSIP/1001", "locked", null, null)));
    }
  }

  @Test
  void onlyWhatDiffersIsTold() {
    setUp();
    roster.refresh();
    insertAna();
    roster.refresh();
    database.execute("ALTER TABLE agents ADD COLUMN note TEXT NOT NULL DEFAULT ''");
    database.execute("UPDATE agents SET note = 'works at home', username = 'ana '");
    roster.refresh();
    assertThat(told).containsExactly(List.of(), List.of(ANA));
  }

  @Test
  void aDatabaseThatIsAwayAtTheStartIsWaitedFor() {
    List<String> lines =
        LogLines.of(
            "org.switchhook.table.TableWatch",
            () -> {
              assertThatThrownBy(roster::refresh).isInstanceOf(JdbiException.class);
              roster.start();
              setUp();
              insertAna();
              awaitTold(FIRST, List.of(ANA));
            });
    assertThat(lines)
        .hasSizeLessThan(2)
        .allMatch(line -> line.startsWith("cannot follow the table agents, the last rows stay"));
  }

  @Test
  void aBadRowThatGotInIsQuarantinedAlone() {
    setUp();
    insertAna();
    try (Handle handle = database.loose()) {
      handle.execute("DROP TRIGGER agents_before_insert");
      handle.execute("DROP TRIGGER agents_before_update");
      handle.execute("ALTER TABLE agents DROP KEY agents_interface, MODIFY username TEXT");
      handle.execute("SET check_constraint_checks = 0");
      handle.execute(
          "INSERT INTO agents (id, interface, username) VALUES (11, '', 'a'), (12, '1001', 'b'),"
              + " (13, 'PJSIP/1001', 'twin'), (14, 'PJSIP/2 ', 'c'),"
              + " (15, 'PJSIP/3', CONCAT('d', CHAR(10), 'e')),"
              + " (16, 'PJSIP/4', REPEAT('x', 129)), (17, 'PJSIP/5', NULL)");
    }
    List<String> lines =
        LogLines.of(
            "org.switchhook.agent.Roster",
            () -> {
              roster.refresh();
              database.execute("UPDATE agents SET number = '9' WHERE id = 17");
              roster.refresh();
            });

    String none = " is none; write it as the queue has it, without any blank before or after";
    assertThat(told)
        .containsExactly(
            List.of(ANA, new AgentRow("PJSIP/5", null, null, null)),
            List.of(ANA, new AgentRow("PJSIP/5", null, "9", null)));
    assertThat(lines)
        .filteredOn(line -> line.contains("quarantined"))
        .containsExactly(
            "agents: row 11 quarantined: interface ''" + none + ", e.g. PJSIP/1001",
            "agents: row 12 quarantined: interface '1001'" + none + ", e.g. PJSIP/1001",
            "agents: row 13 quarantined: interface 'PJSIP/1001' stands in row 1",
            "agents: row 14 quarantined: interface 'PJSIP/2 '" + none + ", e.g. PJSIP/1001",
            "agents: row 15 quarantined: username has a control character; write it without",
            "agents: row 16 quarantined: username has 129 characters; at most 128 fit");
  }

  @Test
  void moreRowsThanOneSignalBearsAreLeftOut() {
    setUp();
    database.execute(
        "INSERT INTO agents (interface) SELECT CONCAT('PJSIP/', seq) FROM seq_1_to_6000");
    AgentTable table = Roster.inspect(database.jdbi());
    assertThat(table.rows()).hasSize(AgentTable.MOST);
    assertThat(table.faults())
        .hasSize(1)
        .containsEntry(5001L, "5000 rows are the most; this one and those behind it are not used");
  }
}
