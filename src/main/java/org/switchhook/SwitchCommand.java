package org.switchhook;

import java.util.concurrent.Callable;
import org.switchhook.outbox.Desk;
import org.switchhook.outbox.WebhookList;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A webhook is switched on or off. */
abstract class SwitchCommand implements Callable<Integer> {

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Parameters(
      paramLabel = "WEBHOOK",
      description = "Its id, or its name where no other row has the same")
  private String webhook = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  private final boolean enabled;
  private final String done;

  /**
   * @param done what it is then, in a word
   */
  SwitchCommand(boolean enabled, String done) {
    this.enabled = enabled;
    this.done = done;
  }

  @Override
  public Integer call() throws Exception {
    spec.commandLine().getOut().println(settings.use(this::enable));
    return 0;
  }

  private String enable(Desk desk) {
    WebhookList webhooks = desk.webhooks();
    long id = webhooks.find(webhook);
    return "webhook %d %s"
        .formatted(id, webhooks.enable(id, enabled) ? done : "was " + done + " before");
  }
}
