package org.switchhook;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The bridge, until it is told to stop. */
@Command(
    name = "run",
    description = "Runs the bridge. SIGTERM and Ctrl-C stop it within 10 s.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Mixin private final SettingsFile settings = new SettingsFile();

  @Override
  public Integer call() throws Exception {
    new Service(settings.read()).run();
    return 1;
  }
}
