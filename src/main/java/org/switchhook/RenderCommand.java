package org.switchhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.switchhook.config.Settings;
import org.switchhook.delivery.Trial;
import org.switchhook.event.Event;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Desk;
import org.switchhook.seal.KeyFile;
import org.switchhook.seal.Seal;
import org.switchhook.webhook.EventReader;
import org.switchhook.webhook.Sample;
import org.switchhook.webhook.Wsdls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The request that a row makes of an event. */
@Command(
    name = "render",
    description = {
      "Shows the request that a webhook would send for an event, secrets as ***. Nothing is sent.",
      "Exit status 0 if it would be sent, else 1: the message says why not."
    },
    mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Parameters(
      index = "0",
      paramLabel = "WEBHOOK",
      description = "Its id, or its name where no other row has the same; it may be paused")
  private String webhook = "";

  @Parameters(
      index = "1",
      paramLabel = "EVENT.json",
      description = "A file with an event in its canonical JSON, as `body` of the table events has")
  private Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() throws Exception {
    Settings all = settings.read();
    Event event = event();
    try (Exchange exchange = new Exchange(all.delivery())) {
      Wsdls wsdls = Wsdls.now(new WsdlDocuments(exchange));
      Sample sample = Desk.use(all.database(), desk -> sample(desk, all, wsdls, event));
      PrintWriter out = spec.commandLine().getOut();
      new RequestText(Trial.shown(sample, clock.instant()), true).print(out);
      return 0;
    }
  }

  private Sample sample(Desk desk, Settings all, Wsdls wsdls, Event event) {
    Seal seal = new KeyFile(all.credentials().keyFile()).read();
    long id = desk.webhooks().find(webhook);
    return Sample.of(desk.jdbi(), seal, wsdls, id, event, all.zone());
  }

  private Event event() throws IOException {
    try {
      return EventReader.read(JSON.readTree(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: line %d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}
