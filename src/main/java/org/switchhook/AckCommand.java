package org.switchhook;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.switchhook.outbox.DeadLetters;
import org.switchhook.outbox.Desk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Dead letters may go. */
@Command(
    name = "ack",
    description = {
      "Acknowledges dead letters: nobody has to do anything about them, and they are kept",
      "no longer than what was delivered."
    },
    mixinStandardHelpOptions = true)
final class AckCommand implements Callable<Integer> {

  @Mixin private final DeskSettings settings = new DeskSettings();
  @Mixin private final Letters letters = new Letters();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return settings.use(this::acknowledge);
  }

  private int acknowledge(Desk desk) {
    DeadLetters dead = desk.deadLetters();
    List<Long> ids = letters.find(desk).ids();
    PrintWriter err = spec.commandLine().getErr();
    int count = dead.acknowledge(ids, Letters.progress("acknowledged", ids.size(), err));
    spec.commandLine().getOut().println(count + " acknowledged");
    if (count < ids.size()) {
      err.println((ids.size() - count) + " left as they are: they are not dead");
    }
    return 0;
  }
}
