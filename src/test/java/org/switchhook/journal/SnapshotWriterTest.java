package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.LogLines;
import org.switchhook.config.JournalSettings;
import org.switchhook.outbox.Await;
import org.switchhook.telephony.Model;

class SnapshotWriterTest {

  @TempDir Path directory;

  @Test
  void whatWasTakenIsWrittenAtTheEnd() throws Exception {
    Snapshots snapshots = new Snapshots(directory);
    try (Journal journal = open()) {
      SnapshotWriter writer = new SnapshotWriter(journal, snapshots);
      assertThat(writer.take(41, new Model())).isTrue();
      assertThat(writer.end()).isTrue();
    }
    assertThat(snapshots.newest().orElseThrow().position()).isEqualTo(41);
  }

  @Test
  void aDiskThatTakesNoneIsTriedAgainWhenTheNextIsDue() throws Exception {
    Path gone = directory.resolve("gone");
    try (Journal journal = open()) {
      SnapshotWriter writer = new SnapshotWriter(journal, new Snapshots(gone));
      List<String> said =
          LogLines.of(
              SnapshotWriter.class.getName(),
              () -> {
                assertThat(writer.take(1, new Model())).isTrue();
                Await.until("it has failed", Duration.ofSeconds(10), () -> !writer.isBusy());
                assertThat(writer.take(2, new Model())).isTrue();
                assertThat(writer.end()).isTrue();
              });
      assertThat(said).hasSize(2).allMatch(line -> line.contains(gone.toString()));
    }
  }

  private Journal open() throws IOException {
    return Journal.open(new JournalSettings(directory), InstantSource.system());
  }
}
