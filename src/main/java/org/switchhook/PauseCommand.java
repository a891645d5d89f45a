package org.switchhook;

import java.util.concurrent.Callable;
import org.switchhook.outbox.Desk;
import org.switchhook.outbox.WebhookList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A webhook is paused. */
@Command(
    name = "pause",
    description =
        "Switches a webhook off (enabled = 0): what is for it waits. What happens meanwhile is not for it.",
    mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Parameters(
      paramLabel = "WEBHOOK",
      description = "Its id, or its name where no other row has the same")
  private String webhook = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    spec.commandLine().getOut().println(settings.use(this::pause));
    return 0;
  }

  private String pause(Desk desk) {
    WebhookList webhooks = desk.webhooks();
    long id = webhooks.find(webhook);
    return "webhook %d %s"
        .formatted(id, webhooks.enable(id, false) ? "paused" : "was paused before");
  }
}
