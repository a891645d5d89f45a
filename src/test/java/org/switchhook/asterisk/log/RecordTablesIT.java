package org.switchhook.asterisk.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RecordSettings;
import org.switchhook.config.RecordTables;
import org.switchhook.config.Secret;
import org.switchhook.outbox.Await;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;
import org.switchhook.telephony.signal.RecordSignal.TransferWritten;

/** Records in tables as FreePBX has them, read by a user who may SELECT. */
class RecordTablesIT {

  private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
  private static final List<String> FREEPBX =
      List.of(FreePbxTables.ID, FreePbxTables.DATETIME, FreePbxTables.FIVE);

  @TempDir private Path directory;
  private @Nullable FreePbxTables tables;
  private Instant now = Instant.parse("2026-11-22T16:00:00Z");
  private boolean whole;

  @AfterEach
  void close() {
    if (tables != null) {
      tables.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"InnoDB", "MyISAM"})
  void whatWasWrittenSinceTheMark(String engine) throws IOException {
    FreePbxTables there = make(engine, FREEPBX);
    there.enters("2026-11-22 10:00:00.123456", "heard");
    there.ends("2026-11-22 10:00:00", 5, "heard");
    Mark queueLog = queueLog().end();
    Mark cdr = cdr().end();
    assertThat(queueLog.time()).isEqualTo("2026-11-22T13:00:00Z");
    assertThat(cdr.time()).isEqualTo("2026-11-22T13:00:05Z");
    assertThat(read(queueLog(), queueLog)).isEmpty();

    there.enters("2026-11-22 11:00:00.654321", "c1");
    there.ends("2026-11-22 09:00:00", 7200, "long");
    there.ends("2026-11-22 11:00:00", 10, "c2");
    there.ends("2026-11-22 10:59:59", 8, "c3");

    assertThat(read(queueLog(), queueLog))
        .containsExactly(
            new QueueLogged(
                "pbx1",
                Instant.parse("2026-11-22T14:00:00Z"),
                "c1",
                "sales",
                null,
                QueueLogEvent.ENTERQUEUE,
                List.of("", "34911555010", "1")));
    assertThat(whole).isTrue();
    List<RecordSignal> cdrs = read(cdr(), cdr);
    assertThat(RecordInbox.words(cdrs))
        .containsExactly("cdr heard", "cdr long", "cdr c3", "cdr c2");
    assertThat(whole).isTrue();
    assertThat(cdrs.get(3))
        .isEqualTo(
            new CdrWritten(
                "pbx1",
                Instant.parse("2026-11-22T14:00:10Z"),
                "c2",
                "c2",
                "PJSIP/1001-1",
                "1001",
                "Ana",
                "7000",
                "from-internal",
                "PJSIP/1002-2",
                "Dial",
                Instant.parse("2026-11-22T14:00:00Z"),
                Instant.parse("2026-11-22T14:00:02Z"),
                CdrDisposition.ANSWERED));
    assertThat(cdr().end().isSamePlace(cdr)).isFalse();
  }

  @Test
  void oneColumnOfDataAndTimesAsText() throws IOException {
    FreePbxTables there =
        make("InnoDB", List.of(FreePbxTables.ID, FreePbxTables.VARCHAR, FreePbxTables.ONE));
    Mark empty = queueLog().end();
    there.execute(
        "INSERT INTO queuelog (time, callid, queuename, agent, event, data) VALUES"
            + " ('2026-11-22 11:00:00.654321', 'c1', 'sales', 'Ana', 'CONNECT', '3|1795.7|2')");

    assertThat(read(queueLog(), empty))
        .containsExactly(
            new QueueLogged(
                "pbx1",
                Instant.parse("2026-11-22T14:00:00.654321Z"),
                "c1",
                "sales",
                "Ana",
                QueueLogEvent.CONNECT,
                List.of("3", "1795.7", "2")));
    assertThat(whole).isTrue();
  }

  @Test
  void withoutAnIdItIsReadByTime() throws IOException {
    FreePbxTables there =
        make("MyISAM", List.of(FreePbxTables.NO_ID, FreePbxTables.DATETIME, FreePbxTables.FIVE));
    there.enters("2026-11-22 10:00:00", "heard");
    there.enters("2026-11-22 10:00:01", "the same second");
    Mark mark = queueLog().end();
    there.enters("2026-11-22 10:00:03", "c3");
    there.enters("2026-11-22 10:00:02", "c2");

    assertThat(RecordInbox.words(read(queueLog(), mark)))
        .containsExactly("ENTERQUEUE the same second", "ENTERQUEUE c2", "ENTERQUEUE c3");
  }

  @Test
  void aTableThatWasEmptied() throws IOException {
    FreePbxTables there = make("InnoDB", FREEPBX);
    there.enters("2026-11-22 10:00:00", "a");
    there.enters("2026-11-22 10:00:01", "b");
    Mark mark = queueLog().end();
    there.execute("TRUNCATE queuelog");
    there.enters("2026-11-22 10:00:02", "c");

    assertThat(RecordInbox.words(read(queueLog(), mark))).containsExactly("ENTERQUEUE c");
    assertThat(whole).isFalse();
  }

  @Test
  void aMarkOfAFileGoesOnByTime() throws IOException {
    FreePbxTables there = make("InnoDB", FREEPBX);
    there.enters("2026-11-22 10:00:00", "a");
    there.enters("2026-11-22 10:00:02", "b");
    Mark file = new Mark("(dev=1,ino=2)", 4711, 1, Instant.parse("2026-11-22T13:00:01Z"));

    assertThat(RecordInbox.words(read(queueLog(), file))).containsExactly("ENTERQUEUE b");
    assertThat(whole).isFalse();
  }

  @Test
  void aWrongClockHidesNothing() throws IOException {
    FreePbxTables there = make("InnoDB", FREEPBX);
    there.ends("2036-01-01 00:00:00", 5, "future");
    there.ends("2026-11-22 10:00:00", 5, "heard");

    assertThat(cdr().end().time()).isEqualTo("2026-11-22T13:00:05Z");
  }

  @Test
  void theHourThatComesTwice() throws IOException {
    FreePbxTables there = make("InnoDB", FREEPBX);
    ZoneId madrid = ZoneId.of("Europe/Madrid"); // 2026-10-25 03:00 became 02:00
    there.ends("2026-10-25 02:50:00", 5, "before");
    Mark mark =
        new Mark("cdr", 1, 0, Instant.parse("2026-10-25T00:50:05Z")); // 02:50:05, summer time
    there.ends("2026-10-25 02:10:00", 5, "in the gap"); // 20 minutes later
    CdrTable cdr =
        new CdrTable(
            "pbx1", "cdr", new RecordDatabase(there.settings()), new TableTime(madrid, () -> now));

    assertThat(RecordInbox.words(read(cdr, mark))).contains("cdr in the gap");
  }

  @Test
  void rowsThatCannotBeRead() throws IOException {
    FreePbxTables there = make("InnoDB", FREEPBX);
    Mark mark = cdr().end();
    there.ends("2026-11-22 14:00:00", 5, "");
    there.ends("2026-11-22 14:00:01", 5, "c1");

    assertThat(RecordInbox.words(read(cdr(), mark.backTo(now.minusSeconds(7200)))))
        .containsExactly("cdr c1");
    assertThat(whole).isFalse();
  }

  @Test
  void aGapIsFilledFromThem() throws Exception {
    FreePbxTables there = make("InnoDB", FREEPBX);
    there.enters("2026-11-22 12:50:00", "heard");
    there.ends("2026-11-22 12:50:00", 5, "heard");
    RecordInbox inbox = new RecordInbox();
    try (Backfill backfill = backfill(inbox)) {
      backfill.connected();
      assertThat(RecordInbox.words(inbox.reading())).containsExactly("read true true");
      MarkFile memory = new MarkFile(directory, "pbx1");
      Await.until("remembered", Duration.ofSeconds(20), () -> isRemembered(memory));
    }
    there.enters("2026-11-22 12:55:00", "c1");
    there.ends("2026-11-22 12:54:00", 60, "c2");
    try (Backfill backfill = backfill(inbox)) {
      backfill.connected();
      assertThat(RecordInbox.words(inbox.reading()))
          .containsExactly("cdr heard", "ENTERQUEUE c1", "cdr c2", "read true true");
      there.ends("2026-11-22 13:01:00", 5, "after the gap");
      there.ends("2026-11-22 12:56:00", 5, "late");
      assertThat(RecordInbox.words(inbox.next())).isEqualTo("cdr late");
      there.ends("2026-11-22 12:57:00", 5, "later");
      assertThat(RecordInbox.words(inbox.next())).isEqualTo("cdr later");
    }
    assertThat(inbox.isEmpty()).isTrue();
  }

  private static boolean isRemembered(MarkFile memory) {
    try {
      Mark mark = memory.load().queueLog();
      return mark != null && mark.offset() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Backfill backfill(RecordSink sink) {
    Backfill one =
        new Backfill(pbx("queuelog", "cdr"), directory, BackfillTest.SHORT, sink, () -> now);
    one.start();
    return one;
  }

  @ParameterizedTest
  @CsvSource({"InnoDB", "MyISAM"})
  void celSinceTheMark(String engine) throws IOException {
    FreePbxTables there = make(engine, FREEPBX);
    there.happens("2026-11-22 10:00:00.123456", "HANGUP", "heard", "");
    Mark mark = cel().end();
    assertThat(mark.time()).isEqualTo("2026-11-22T13:00:00Z");
    assertThat(read(cel(), mark)).isEmpty();

    there.happens("2026-11-22 11:00:00.654321", "CHAN_START", "c1", "");
    there.happens("2026-11-22 11:00:00.654321", "HANGUP", "c1", "{\"hangupsource\":\"PJSIP/2\"}");
    there.happens("2026-11-22 11:00:01", "BLINDTRANSFER", "c2", "{\"extension\":\"1003\",\"cont");
    there.happens("2026-11-22 11:00:02", "what a dialplan says", "c2", "");

    assertThat(read(cel(), mark))
        .containsExactly(
            new HangupWritten(
                "pbx1",
                Instant.parse("2026-11-22T14:00:00Z"),
                "c1",
                "c1",
                "PJSIP/1001-1",
                "PJSIP/2",
                null),
            new TransferWritten(
                "pbx1",
                Instant.parse("2026-11-22T14:00:01Z"),
                "c2",
                "c2",
                "PJSIP/1001-1",
                null,
                null,
                null,
                "1003",
                null));
    assertThat(whole).isTrue();
    there.happens("2026-11-22 11:00:03", "HANGUP", "", "{}");
    there.happens("2026-11-22 11:00:04", "HANGUP", "c4", "{\"hangupsource\":\"\"}");
    assertThat(RecordInbox.words(read(cel(), mark))).endsWith("transfer c2", "hangup c4");
    assertThat(whole).isFalse();
  }

  private RecordSource<CelWritten> cel() {
    return Objects.requireNonNull(RecordSources.celTable(pbx(null, null, "cel"), () -> now));
  }

  @Test
  void checkSaysWhatIsWrongWithCel() {
    FreePbxTables there = make("InnoDB", FREEPBX);
    assertThat(checkCel("cel")).isEqualTo("[]");
    assertThat(checkCel("cdr")).contains("has no column eventtype, eventtime, channame, extra;");
    assertThat(checkCel("nowhere")).contains("GRANT SELECT on it to records_username");
    there.happens("2026-11-22 14:00:01", "HANGUP", "c1", "{}");
    assertThat(checkCel("cel")).contains("write cdr_timezone = …");
  }

  private String checkCel(String table) {
    return new RecordTablesCheck(pbx(null, null, table), () -> now)
        .faults().values().stream().map(List::toString).findFirst().orElseThrow();
  }

  @Test
  void checkSaysWhatIsWrong() {
    FreePbxTables there = make("InnoDB", FREEPBX);
    assertThat(check("queuelog", "cdr")).containsExactly("[]", "[]");
    assertThat(check(null, "queuelog").get(0)).contains("has no column calldate, clid, src");
    assertThat(check("cdr", null).get(0)).contains("has no column time, callid");
    assertThat(check("nowhere", null).get(0)).contains("GRANT SELECT on it to records_username");
    there.ends("2026-11-22 14:00:01", 5, "c1");
    assertThat(check(null, "cdr").get(0)).contains("write cdr_timezone = …");
  }

  private List<String> check(@Nullable String queueLog, @Nullable String cdr) {
    return new RecordTablesCheck(pbx(queueLog, cdr), () -> now)
        .faults().values().stream().map(List::toString).toList();
  }

  private FreePbxTables make(String engine, List<String> queueLog) {
    FreePbxTables made = new FreePbxTables(engine, queueLog);
    tables = made;
    return made;
  }

  private RecordSource<QueueLogged> queueLog() {
    return Objects.requireNonNull(RecordSources.queueLogTable(pbx("queuelog", "cdr"), () -> now));
  }

  private RecordSource<CdrWritten> cdr() {
    return Objects.requireNonNull(RecordSources.cdrTable(pbx("queuelog", "cdr"), () -> now));
  }

  private PbxSettings pbx(@Nullable String queueLog, @Nullable String cdr) {
    return pbx(queueLog, cdr, null);
  }

  private PbxSettings pbx(@Nullable String queueLog, @Nullable String cdr, @Nullable String cel) {
    FreePbxTables there = Objects.requireNonNull(tables);
    return new PbxSettings(
        "pbx1",
        "127.0.0.1",
        5038,
        false,
        null,
        "u",
        new Secret("s"),
        new RecordSettings(
            null, null, null, ZONE, new RecordTables(there.settings(), queueLog, cdr, cel)));
  }

  private <R extends RecordSignal> List<RecordSignal> read(RecordSource<R> source, Mark from)
      throws IOException {
    List<RecordSignal> all = new ArrayList<>();
    try (source;
        Reading<R> reading = source.read(from)) {
      for (R one = reading.next(); one != null; one = reading.next()) {
        all.add(one);
      }
      whole = reading.isWhole();
    }
    return all;
  }
}
