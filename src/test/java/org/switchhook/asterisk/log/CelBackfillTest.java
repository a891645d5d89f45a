package org.switchhook.asterisk.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RecordSettings;
import org.switchhook.config.Secret;
import org.switchhook.outbox.Await;

/** What is handed on of CEL after a gap, from a real file. */
class CelBackfillTest {

  private static final Instant HEARD = RecordFiles.BEGIN.plusSeconds(100);

  @TempDir private Path directory;
  @TempDir private Path memory;
  private RecordFiles files;
  private final RecordInbox inbox = new RecordInbox();
  private @Nullable Backfill backfill;

  @BeforeEach
  void before() {
    files = new RecordFiles(directory);
  }

  @AfterEach
  void stop() {
    if (backfill != null) {
      backfill.close();
      backfill = null;
    }
  }

  /** It is heard, up to the event of that uniqueid, and the bridge is down then. */
  private void heard(String last) throws Exception {
    files.hangsUp(1, last);
    start();
    Await.until("the end is remembered", Duration.ofSeconds(20), this::isRemembered);
    stop();
  }

  private boolean isRemembered() {
    try {
      Mark mark = new MarkFile(memory, "pbx1").load().cel();
      return mark != null && mark.offset() == Files.size(files.cel());
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> start() throws Exception {
    RecordSettings records =
        new RecordSettings(files.queueLog(), files.cdr(), files.cel(), ZoneOffset.UTC, null);
    PbxSettings pbx =
        new PbxSettings("pbx1", "127.0.0.1", 5038, false, null, "u", new Secret("s"), records);
    Backfill one = new Backfill(pbx, memory, BackfillTest.SHORT, inbox, () -> HEARD);
    backfill = one;
    one.start();
    one.connected();
    return RecordInbox.words(inbox.reading());
  }

  @Test
  void itIsHandedOnAmongTheOthersByTime() throws Exception {
    heard("before");
    files.enters(10, "c1");
    files.hangsUp(12, "c1");
    files.ends(12, "c1");
    files.hangsUp(14, "c2");
    files.enters(13, "c3");

    assertThat(start())
        .containsExactly(
            "ENTERQUEUE c1", "cdr c1", "hangup c1", "ENTERQUEUE c3", "hangup c2", "read true true");
  }

  @Test
  void whatNobodyAsksForAndWhatIsNoEventIsPassedOver() throws Exception {
    heard("before");
    RecordFiles.append(files.cel(), RecordFiles.event("CHAN_START", 10, "c1"));
    RecordFiles.append(files.cel(), "upsource\"\":\"\"\"\"}\"\nwhatever,else\n\n");
    RecordFiles.append(files.cel(), RecordFiles.event("BRIDGE_ENTER", 10, "c1"));
    files.hangsUp(12, "c1");
    RecordFiles.append(files.cel(), RecordFiles.event("HANGUP", 13, "torn").substring(0, 90));

    assertThat(start()).containsExactly("hangup c1", "read true true");
  }

  @Test
  void itIsFoundAgainAfterARotation() throws Exception {
    heard("before");
    files.hangsUp(10, "c1");
    files.gzip(files.rename(files.cel(), ".1"));
    files.hangsUp(11, "c2");

    assertThat(start()).containsExactly("hangup c1", "hangup c2", "read true true");
  }

  @Test
  void ofATruncatedOneTheRestIsRead() throws Exception {
    heard("before");
    files.hangsUp(10, "c1");
    files.copyTruncate(files.cel(), ".1");
    files.hangsUp(11, "c2");

    assertThat(start()).containsExactly("hangup c1", "hangup c2", "read true true");
  }

  @Test
  void itMayBeSetUpLater() throws Exception {
    files.enters(1, "before");
    assertThat(start()).containsExactly("read true true");
    Await.until("nothing is remembered", Duration.ofSeconds(20), this::isNothingRemembered);
    stop();
    files.hangsUp(10, "c1");

    assertThat(start()).containsExactly("hangup c1", "read true true");
  }

  private boolean isNothingRemembered() {
    try {
      Mark mark = new MarkFile(memory, "pbx1").load().cel();
      return mark != null && mark.file() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
