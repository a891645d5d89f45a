package org.switchhook;

import picocli.CommandLine.Command;

/** A webhook is resumed. */
@Command(
    name = "resume",
    description = "Switches a webhook on (enabled = 1): what waits for it goes out.",
    mixinStandardHelpOptions = true)
final class ResumeCommand extends SwitchCommand {

  ResumeCommand() {
    super(true, "resumed");
  }
}
