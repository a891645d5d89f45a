package org.switchhook;

import java.util.concurrent.Callable;
import org.switchhook.outbox.Desk;
import org.switchhook.outbox.WebhookList.Copy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A new row like another one. */
@Command(
    name = "copy",
    description = {
      "Makes a new webhook like another one, switched off, and prints its id.",
      "No secret is copied: neither its credential nor a password in its address."
    },
    mixinStandardHelpOptions = true)
final class CopyCommand implements Callable<Integer> {

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Parameters(
      index = "0",
      paramLabel = "WEBHOOK",
      description = "Its id, or its name where no other row has the same")
  private String webhook = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "Of the new one")
  private String name = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    spec.commandLine().getOut().println(settings.use(this::copy));
    return 0;
  }

  private String copy(Desk desk) {
    long from = desk.webhooks().find(webhook);
    Copy copy = desk.webhooks().copy(from, name.strip());
    String secrets =
        copy.leftOut().isEmpty()
            ? ""
            : "without the secrets in "
                + RequestText.line(String.join(", ", copy.leftOut()))
                + ", ";
    return ("webhook %d is a copy of %d, %sswitched off; give it a credential if it needs one, then"
            + " `switchhook resume %d`")
        .formatted(copy.id(), from, secrets, copy.id());
  }
}
