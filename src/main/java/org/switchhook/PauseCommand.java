package org.switchhook;

import picocli.CommandLine.Command;

/** A webhook is paused. */
@Command(
    name = "pause",
    description =
        "Switches a webhook off (enabled = 0): what is for it waits. What happens meanwhile is not for it.",
    mixinStandardHelpOptions = true)
final class PauseCommand extends SwitchCommand {

  PauseCommand() {
    super(false, "paused");
  }
}
