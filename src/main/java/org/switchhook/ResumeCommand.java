package org.switchhook;

import java.util.concurrent.Callable;
import org.switchhook.outbox.Desk;
import org.switchhook.outbox.WebhookList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A webhook is resumed. */
@Command(
    name = "resume",
    description = "Switches a webhook on (enabled = 1): what waits for it goes out.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Parameters(
      paramLabel = "WEBHOOK",
      description = "Its id, or its name where no other row has the same")
  private String webhook = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    spec.commandLine().getOut().println(settings.use(this::resume));
    return 0;
  }

  private String resume(Desk desk) {
    WebhookList webhooks = desk.webhooks();
    long id = webhooks.find(webhook);
    return "webhook %d %s"
        .formatted(id, webhooks.enable(id, true) ? "resumed" : "was resumed before");
  }
}
