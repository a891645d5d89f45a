package org.switchhook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.Transcripts;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RecordSettings;
import org.switchhook.config.Secret;
import org.switchhook.event.Event;
import org.switchhook.outbox.Await;

class AuditorTest {

  private static final Path RECORDING = Transcripts.TRANSCRIPTS.resolve("22.10/ivr_queue.ami");

  @TempDir private Path directory;

  /** Whoever tells must not be held up by who compares. */
  @Test
  @Timeout(10)
  void moreThanItCanHoldIsLeftOutAndNobodyWaits() throws IOException {
    MeterRegistry meters = new SimpleMeterRegistry();
    List<Event> story = Transcripts.replay(RECORDING);
    InstantSource before = InstantSource.fixed(story.get(0).time().minusSeconds(60));
    try (Auditor auditor = new Auditor(List.of(pbx()), meters, before)) {
      auditor.told(story);
      auditor.told(Collections.nCopies(50_000, story.get(1)));
      auditor.start();
      auditor.told(story);

      Await.until("room again", Duration.ofSeconds(5), () -> auditor.waiting() == 0);
      assertThat(meters.get("switchhook.audit.differences").counters())
          .allMatch(counter -> counter.count() == 0);
    }
  }

  private PbxSettings pbx() {
    RecordSettings records =
        new RecordSettings(directory.resolve("queue_log"), null, ZoneOffset.UTC);
    return new PbxSettings("pbx1", "h", 1, false, null, "u", new Secret("s"), records);
  }
}
