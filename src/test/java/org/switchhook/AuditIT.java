package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.Scenarios;

/** What is told of calls on a real Asterisk is compared with what that Asterisk writes down. */
class AuditIT {

  private static final Duration SECONDS = Duration.ofSeconds(15);

  private static Premises premises;
  private static CallCentre centre;
  private static Scenarios scenarios;

  @BeforeAll
  static void open() throws Exception {
    premises = Premises.open();
    centre = new CallCentre(premises.pbx());
    scenarios = new Scenarios(centre);
  }

  @AfterEach
  void stop() {
    premises.endBridges();
    centre.forget();
  }

  @AfterAll
  static void close() throws IOException {
    centre.close();
    premises.close();
  }

  @Test
  void aCallIsComparedWithinSecondsAndWhatIsFalsifiedIsOneDifference() throws Exception {
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    scenarios.play("answered"); // with queue_log
    scenarios.play("direct"); // with the CDR
    bridge.awaitCompared(2);

    Path queueLog = premises.pbx().queueLog();
    String connect =
        Files.readAllLines(queueLog).stream()
            .filter(line -> line.contains("|CONNECT|"))
            .reduce((earlier, last) -> last)
            .orElseThrow();
    append(queueLog, connect.replace("|CONNECT|", "|ABANDON|"));
    Await.until("it is noticed", SECONDS, () -> differences(bridge, "left") == 1);

    assertThat(bridge.metric("switchhook_audit_differences_total")).isEqualTo(1);
    List<String> said = bridge.said("difference pbx=pbx1");
    assertThat(said)
        .singleElement()
        .asString()
        .contains(
            " call=" + connect.split("\\|", -1)[1] + " ",
            "what=left told=\"nothing\" recorded=\"" + connect.replace("CONNECT", "ABANDON"));
  }

  @Test
  void itGoesOnThroughARotation() throws Exception {
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    premises.pbx().cli("logger rotate");
    Files.deleteIfExists(premises.pbx().cdr());
    scenarios.play("rna");
    scenarios.play("direct_noanswer");

    bridge.awaitCompared(2);
  }

  private static double differences(BridgeProcess bridge, String what) {
    return bridge.metric("switchhook_audit_differences_total", "what=\"" + what + "\"");
  }

  private static void append(Path file, String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
  }
}
