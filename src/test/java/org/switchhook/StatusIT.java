package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.Cable;

/** What `status` says of a real bridge, while it is well and while it is not. */
class StatusIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private Premises premises;
  private Cable cable;
  private BridgeProcess bridge;
  private Path conf;
  private String out = "";
  private int exit;

  @BeforeEach
  void open() throws Exception {
    premises = Premises.open();
    cable = new Cable(premises.pbx());
    premises.reachPbxAt(cable.port());
    bridge = premises.bridge();
    bridge.awaitConnected();
    conf = premises.settingsOf(bridge);
  }

  @AfterEach
  void close() throws IOException {
    cable.close();
    premises.close();
  }

  @Test
  void aGapAsItComesAndGoesAndABridgeThatIsGone() throws Exception {
    await("ok    pbx1: connected since ");
    assertThat(exit).isZero();
    assertThat(out.lines())
        .anyMatch(line -> line.startsWith("ok    bridge bridge1: version "))
        .anyMatch(line -> line.matches("ok    journal: 0 of 2048 MiB, \\d+ entries not .*"))
        .contains("ok    database", "no gaps in the last 7 days")
        .anyMatch(line -> line.startsWith("ok    deliveries: "));

    cable.cut();
    await("todo  pbx1: not connected since ");
    assertThat(exit).isEqualTo(1);
    cable.repair();
    await("  connection_lost  recovered  ");
    assertThat(exit).isZero();
    assertThat(out).contains("gaps of the last 7 days:");
    JsonNode all = JsonMapper.builder().build().readTree(run("--json", "--days", "1"));
    assertThat(all.at("/well").asBoolean()).isTrue();
    assertThat(all.at("/status/pbxs/0/connected").asBoolean()).isTrue();
    assertThat(all.at("/database/gaps/0/cause").asText()).isEqualTo("connection_lost");
    assertThat(all.at("/database/gaps/0/recovered").asBoolean()).isTrue();
    assertThat(all.at("/database/gaps/0/lengthMs").asLong()).isPositive();

    bridge.kill();
    run();
    assertThat(exit).isEqualTo(1);
    assertThat(out)
        .contains("todo  bridge bridge1: does not run; ", "; it last wrote to the database at ")
        .contains("  connection_lost  recovered  ");
    premises.mariaDb().stop();
    run();
    assertThat(exit).isEqualTo(1);
    assertThat(out).contains("todo  database: no connection: ").doesNotContain("gaps");
  }

  private void await(String text) {
    Await.until(text, SOON, () -> run().contains(text));
  }

  private String run(String... options) {
    StringWriter text = new StringWriter();
    String[] all = new String[options.length + 3];
    all[0] = "status";
    all[1] = "-c";
    all[2] = conf.toString();
    System.arraycopy(options, 0, all, 3, options.length);
    exit = Switchhook.commandLine().setOut(new PrintWriter(text)).execute(all);
    out = text.toString();
    return out;
  }
}
