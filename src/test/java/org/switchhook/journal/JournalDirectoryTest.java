package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.config.JournalSettings;

class JournalDirectoryTest {

  @TempDir private Path directory;

  @Test
  void oneThatIsYetToBeMadeIsNotMade() throws IOException {
    JournalDirectory journal = new JournalDirectory(directory.resolve("a/b"));

    assertThat(journal.problem()).isEmpty();
    assertThat(journal.isInUse()).isFalse();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(new JournalDirectory(file).problem()).isEqualTo(file + " is no directory");
    assertThat(new JournalDirectory(file.resolve("a")).problem()).endsWith("is no directory");
  }

  @Test
  void aBridgeHoldsItsOwn() throws IOException {
    JournalDirectory journal = new JournalDirectory(directory);
    try (Journal held = Journal.open(new JournalSettings(directory), InstantSource.system())) {
      assertThat(held.id()).isNotEmpty();
      assertThat(journal.isInUse()).isTrue();
    }
    assertThat(journal.isInUse()).isFalse();
    assertThat(journal.problem()).isEmpty();
  }
}
