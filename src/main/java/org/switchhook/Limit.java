package org.switchhook;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says how many rows are shown. */
final class Limit {

  private static final int MOST = 10_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many, 1 to 10000; default: ${DEFAULT-VALUE}")
  private int rows = 50;

  /**
   * So many at the most.
   *
   * @throws ParameterException when it is none that may be
   */
  int rows() {
    if (rows < 1 || rows > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--limit %d: write 1 to %d".formatted(rows, MOST));
    }
    return rows;
  }
}
