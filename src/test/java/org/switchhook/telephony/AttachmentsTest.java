package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.switchhook.telephony.signal.DataSignal.Attached;

/** What is said of a call from outside the PBX. */
class AttachmentsTest {

  private final Attachments attachments = new Attachments();

  @Test
  void theFirstOfAGiverCountsAndLaterGiversWin() {
    attachments.set("tier", "none");
    take("delivery 1", Map.of("tier", "gold", "a", "1"));
    take("delivery 1", Map.of("tier", "silver", "b", "2"));
    assertThat(attachments.values()).isEqualTo(Map.of("tier", "gold", "a", "1"));

    take("delivery 2", Map.of("tier", "", "b", "3"));
    assertThat(attachments.values()).isEqualTo(Map.of("a", "1", "b", "3"));
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < 1000; i++) {
      take("delivery " + i, Map.of("n", "" + i));
    }
    take("delivery 950", Map.of("n", "again"));
    assertThat(attachments.values()).isEqualTo(Map.of("n", "999"));
  }

  private void take(String by, Map<String, String> data) {
    attachments.take(new Attached("pbx1", Instant.EPOCH, "c1", new TreeMap<>(data), by));
  }
}
