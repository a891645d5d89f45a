package org.switchhook;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One line for each thing that must be right. */
@Command(
    name = "check",
    description = "Says of each thing that must be right: ok, or what to do. Exit status 0 or 1.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  @Mixin private final SettingsFile settings = new SettingsFile();

  @Override
  public Integer call() throws Exception {
    // The screen belongs to the findings. Set before the first logger is made.
    System.setProperty("switchhook.level", "WARN");
    Findings findings = Check.of(settings.path(), settings.read());
    findings.print(System.out);
    return findings.areRight() ? 0 : 1;
  }
}
