package org.switchhook;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.switchhook.outbox.DeadLetters;
import org.switchhook.outbox.DeadLetters.Found;
import org.switchhook.outbox.Desk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Dead letters are sent after all. */
@Command(
    name = "redeliver",
    description = {
      "Has dead letters sent again, with the same ids and bodies and all attempts before them.",
      "Deliveries that are given by id may be delivered or acknowledged too."
    },
    mixinStandardHelpOptions = true)
final class RedeliverCommand implements Callable<Integer> {

  @Mixin private final DeskSettings settings = new DeskSettings();
  @Mixin private final Letters letters = new Letters();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return settings.use(this::redeliver);
  }

  private int redeliver(Desk desk) {
    DeadLetters dead = desk.deadLetters();
    Found found = letters.find(desk);
    PrintWriter err = spec.commandLine().getErr();
    int all = found.addressed().size();
    int count = dead.redeliver(found.addressed(), Letters.progress("redelivered", all, err));
    spec.commandLine().getOut().println(count + " redelivered");
    if (!found.orphaned().isEmpty()) {
      err.println(found.orphaned().size() + " left as they are: their webhook was deleted");
    }
    if (count < all) {
      err.println((all - count) + " left as they are: they wait already");
    }
    return 0;
  }
}
