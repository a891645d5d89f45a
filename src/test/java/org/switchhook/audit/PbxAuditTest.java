package org.switchhook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.AuditedStories;
import org.switchhook.LogLines;
import org.switchhook.Transcripts;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RecordSettings;
import org.switchhook.config.Secret;
import org.switchhook.event.Event;

/** A PBX's files as they are written, rotated and spoilt while a call is up. */
class PbxAuditTest {

  private static final Path RECORDING = Transcripts.TRANSCRIPTS.resolve("22.10/ivr_queue.ami");
  private static final String GARBAGE = "?no line of queue_log\n";

  @TempDir private Path directory;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final List<Event> story = Transcripts.replay(RECORDING);
  private final List<String> lines = new ArrayList<>();
  private Path queueLog;
  private PbxAudit audit;

  /** Of the bridge: the call begins a minute after it. */
  private Instant now = story.get(0).time().minus(Duration.ofMinutes(1));

  @BeforeEach
  void begin() throws IOException {
    lines.addAll(Files.readAllLines(AuditedStories.queueLog(RECORDING)));
    queueLog = directory.resolve("queue_log");
    write("1795000000|NONE|NONE|NONE|QUEUESTART|\n");
    audit = audit(queueLog);
    poll();
    audit.poll(story, now);
  }

  @AfterEach
  void end() throws IOException {
    audit.close();
  }

  @Test
  void aCallIsCounted() throws IOException {
    lines.forEach(this::writeLine);
    assertThat(settled()).isEmpty();

    assertThat(calls("matched")).isEqualTo(1);
    assertThat(meters.get("switchhook.audit.differences").counters()).hasSize(What.values().length);
    assertThat(meters.get("switchhook.audit.reading").tag("records", "queue_log").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void aDifferenceIsCountedAndIsOneLine() {
    lines.replaceAll(line -> line.replace("|COMPLETECALLER|", "|COMPLETEAGENT|"));
    lines.forEach(this::writeLine);

    assertThat(settled())
        .singleElement()
        .asString()
        .startsWith("difference pbx=pbx1 call=pbx1-")
        .contains("what=completed told=\"ended by caller sales Agent 1001 at 2026-11-22T")
        .contains("recorded=\"1795")
        .contains("|COMPLETEAGENT|1|1|1\" byte=");
    assertThat(calls("different")).isEqualTo(1);
    assertThat(
            meters.get("switchhook.audit.differences").tag("what", "completed").counter().count())
        .isEqualTo(1);
  }

  @Test
  void theFileIsRotatedInTheMiddleOfTheCall() throws IOException {
    for (String line : lines) {
      Files.move(queueLog, directory.resolve("queue_log." + lines.indexOf(line)));
      writeLine(line);
      poll();
    }

    assertThat(settled()).isEmpty();
    assertThat(calls("matched")).isEqualTo(1);
  }

  @Test
  void whatATruncationMayHaveSwallowedIsNotHeldAgainstTheCall() throws IOException {
    lines.subList(0, 3).forEach(this::writeLine);
    Files.writeString(queueLog, "", StandardOpenOption.TRUNCATE_EXISTING);
    now = story.get(story.size() - 1).time();
    poll();
    lines.subList(3, lines.size()).forEach(this::writeLine);

    assertThat(settled()).isEmpty();
    assertThat(calls("skipped")).isEqualTo(1);
  }

  @Test
  void garbageIsSaidOnceAndLeftOut() {
    List<String> said =
        LogLines.of(
            Records.class.getName(),
            () -> {
              for (String line : lines) {
                write(GARBAGE);
                writeLine(line);
              }
              settled();
            });

    assertThat(said)
        .singleElement()
        .asString()
        .contains("pbx1 queue_log " + queueLog + " byte 38: ", "?no line of queue_log");
    assertThat(calls("matched")).isEqualTo(1);
  }

  @Test
  void aFileThatCannotBeReadIsSaidOnceAndIsNoDifference() throws IOException {
    Path none = Files.createDirectory(directory.resolve("a-directory"));
    PbxAudit unreadable = audit(none);
    List<String> said =
        LogLines.of(
            Records.class.getName(),
            () -> {
              unreadable.poll(List.of(), now);
              unreadable.poll(story, now);
              unreadable.poll(List.of(), now.plusSeconds(60));
              unreadable.poll(List.of(), now.plusSeconds(120));
            });

    assertThat(said)
        .singleElement()
        .asString()
        .contains("pbx1 queue_log " + none + " cannot be read, no call is compared with it");
    assertThat(calls("unrecorded")).isEqualTo(1);
    unreadable.close();
  }

  @Test
  void aMistakeInItIsSaidAndTheNextCallIsCompared() throws IOException {
    try (PbxAudit other = audit(queueLog)) {
      other.poll(List.of(), now);
      List<String> said =
          LogLines.of(
              PbxAudit.class.getName(),
              () -> other.poll(Collections.singletonList((Event) null), now));
      assertThat(said)
          .singleElement()
          .asString()
          .startsWith("pbx1: calls that are up are not compared: ");

      lines.forEach(this::writeLine);
      other.poll(List.of(), now);
      other.poll(story, now);
      other.poll(List.of(), now.plusSeconds(5));
      assertThat(calls("matched")).isEqualTo(1);
    }
  }

  @Test
  void asterisksOwnFileIsReadWhereItIsThere() {
    assertThat(RecordSettings.isRead(null)).isFalse();
    assertThat(RecordSettings.isRead(directory.resolve("not-yet"))).isTrue();
    assertThat(RecordSettings.isRead(RecordSettings.QUEUE_LOG))
        .isEqualTo(Files.isReadable(RecordSettings.QUEUE_LOG));
  }

  private PbxAudit audit(Path file) {
    RecordSettings records = new RecordSettings(file, null, ZoneOffset.UTC);
    return new PbxAudit(
        new PbxSettings("pbx1", "h", 1, false, null, "u", new Secret("s"), records), meters);
  }

  private double calls(String result) {
    return meters.get("switchhook.audit.calls").tag("result", result).counter().count();
  }

  private void poll() {
    audit.poll(List.of(), now);
  }

  /** What is logged by the time at which nothing more is waited for. */
  private List<String> settled() {
    return LogLines.of(
        PbxAudit.class.getName(),
        () -> {
          audit.poll(List.of(), now);
          audit.poll(List.of(), now.plusSeconds(5));
          audit.poll(List.of(), now.plusSeconds(600));
        });
  }

  private void writeLine(String line) {
    write(line + "\n");
  }

  private void write(String text) {
    try {
      Files.writeString(queueLog, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
