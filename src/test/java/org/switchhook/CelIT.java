package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.asterisk.log.CelEntry;
import org.switchhook.asterisk.log.CelLines;
import org.switchhook.asterisk.log.LogLine;
import org.switchhook.asterisk.log.LogPosition;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.Scenarios;

/**
 * The bridge is killed, calls come and go and are handed over meanwhile, and a bridge is started:
 * by CEL it tells who ended each of them, and how it was handed over.
 */
class CelIT {

  /** What is played while no bridge runs. */
  private static final List<String> MISSED =
      List.of(
          "direct",
          "direct_cancelled",
          "direct_blind",
          "internal",
          "outbound",
          "outbound_callee",
          "outbound_blind",
          "blind_refer",
          "attended",
          "attended_refer");

  /** As cel_odbc writes it for FreePBX, and who may read it. */
  private static final String TABLE =
      """
      CREATE TABLE cel (id INT AUTO_INCREMENT PRIMARY KEY, eventtype VARCHAR(30) NOT NULL,
        eventtime DATETIME NOT NULL, channame VARCHAR(80) NOT NULL, uniqueid VARCHAR(32) NOT NULL,
        linkedid VARCHAR(32) NOT NULL, extra VARCHAR(512) NOT NULL);
      CREATE USER records@'127.0.0.1' IDENTIFIED BY 'of-the-records';
      GRANT SELECT ON ccdata.cel TO records@'127.0.0.1';
      """;

  private static final String ROW =
      "INSERT INTO cel (eventtype, eventtime, channame, uniqueid, linkedid, extra)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  private static Premises premises;
  private CallCentre centre;

  @BeforeAll
  static void open() throws Exception {
    premises = Premises.open();
  }

  @AfterAll
  static void close() throws IOException {
    try {
      premises.assertNoSecretIsTold();
    } finally {
      premises.close();
    }
  }

  @BeforeEach
  void people() {
    centre = new CallCentre(premises.pbx());
  }

  @AfterEach
  void endOfWork() {
    centre.clear();
    centre.close();
    premises.awaitDelivered();
    premises.endBridges();
    premises.inbox().forget();
  }

  @Test
  void fromItsFile() {
    String cel = "cel = " + premises.pbx().cel();
    missCalls(cel);
    assertAllIsTold(premises.bridge(cel));
  }

  @Test
  void fromItsTable() {
    premises.jdbi().useHandle(handle -> handle.createScript(TABLE).execute());
    String[] table = {
      "records_url = jdbc:mariadb://127.0.0.1:%d/ccdata".formatted(premises.mariaDb().port()),
      "records_username = records",
      "records_password = of-the-records",
      "queue_log_table = off",
      "cdr_table = off"
    };
    int before = events().size();
    missCalls(table);
    List<CelEntry> written = events();
    premises
        .jdbi()
        .useHandle(h -> written.subList(before, written.size()).forEach(e -> insert(h, e)));
    assertAllIsTold(premises.bridge(table));
  }

  private static List<CelEntry> events() {
    Path cel = premises.pbx().cel();
    CelLines lines = new CelLines(ZoneOffset.UTC);
    try {
      return Files.exists(cel)
          ? Files.readAllLines(cel).stream()
              .map(line -> lines.entry(new LogLine(line, new LogPosition("", 0))).orElseThrow())
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void insert(Handle handle, CelEntry event) {
    try {
      handle.execute(
          ROW,
          event.event(),
          LocalDateTime.ofInstant(event.time(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS),
          event.channel(),
          event.uniqueid(),
          event.linkedid(),
          new ObjectMapper().writeValueAsString(event.extra()));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** One is cut off by the gap, all others are in it. */
  private void missCalls(String... settings) {
    BridgeProcess bridge = premises.bridge(settings);
    bridge.awaitConnected();
    centre.answerAfter("1002", 300);
    centre.call("1002");
    premises.inbox().await("an answer", posted -> posted.event().equals("call.accepted"));
    bridge.kill();
    centre.phone("1002").hangup();
    centre.driver().awaitIdle();
    centre.clear();
    Scenarios scenarios = new Scenarios(centre);
    MISSED.forEach(scenarios::play);
  }

  private static void assertAllIsTold(BridgeProcess bridge) {
    Posted recovered =
        premises
            .inbox()
            .await(
                "bridge.recovered",
                posted ->
                    posted.event().equals("bridge.recovered")
                        && posted.time().isAfter(bridge.startedAt()));
    premises.awaitDelivered();
    List<String> expected = new ArrayList<>(MISSED.stream().flatMap(CelIT::stories).toList());
    expected.add("received(inbound) allocated(1002) accepted(1002) ended(agent) closed");
    assertThat(told()).containsExactlyInAnyOrderElementsOf(expected);
    List<String> unresolved = recovered.json().path("unresolved").findValuesAsText("what");
    assertThat(unresolved).containsExactly("holds");
  }

  /** As it is told where it is heard; but nothing records holds, and what is asked by keys. */
  private static Stream<String> stories(String scenario) {
    String story = Stories.of(Stories.OF_CALLS, scenario).replaceAll(" held\\([^)]*\\)", "");
    return Stream.of(story.split(" / "))
        .filter(one -> !scenario.equals("attended") || !one.contains("consult"));
  }

  private static List<String> told() {
    Set<String> calls =
        premises.inbox().at(Premises.ALL).stream()
            .filter(posted -> posted.event().startsWith("call."))
            .map(posted -> posted.json().path("call").path("id").asText())
            .collect(Collectors.toSet());
    return calls.stream().map(CelIT::words).toList();
  }

  private static String words(String call) {
    List<Posted> story = premises.inbox().wholeStory(Premises.ALL, call);
    return Stories.words("call.", story.stream().map(Posted::body).toList());
  }
}
