package org.switchhook;

import org.switchhook.config.SettingsException;
import org.switchhook.config.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. Exit status: 0 done, 1 something is wrong, 2 the command or settings are. */
@Command(
    name = "switchhook",
    description = "What happens in an Asterisk contact centre, as webhooks.",
    mixinStandardHelpOptions = true,
    versionProvider = Switchhook.Versions.class,
    subcommands = {
      RunCommand.class,
      SetupCommand.class,
      CheckCommand.class,
      StatusCommand.class,
      WebhooksCommand.class,
      CredentialsCommand.class,
      DeliveriesCommand.class,
      RedeliverCommand.class,
      AckCommand.class,
      AsksCommand.class,
      AskCommand.class,
      TestCommand.class,
      RenderCommand.class,
      CopyCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      ReplayCommand.class,
      SchemaCommand.class,
      DemoCommand.class
    })
public final class Switchhook {

  private Switchhook() {}

  /** Runs one command. */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  static CommandLine commandLine(String... arguments) {
    boolean runs = arguments.length > 0 && arguments[0].equals("run");
    return new CommandLine(runs ? new Starting() : new Switchhook())
        .setExecutionExceptionHandler(Switchhook::explain);
  }

  /**
   * The one command of a service. To make the models of all others takes half a second of its
   * start, in which no PBX is heard.
   */
  @Command(name = "switchhook", subcommands = RunCommand.class)
  private static final class Starting {}

  /** A person reads this: what is wrong, not where in the program it was noticed. */
  private static int explain(
      Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
    if (exception instanceof SettingsException settings) {
      settings.problems().forEach(command.getErr()::println);
      return 2;
    }
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + text(exception));
    return 1;
  }

  private static String text(Throwable exception) {
    String message = exception.getMessage();
    return message == null ? exception.toString() : message;
  }

  /** What {@code --version} prints. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"switchhook " + Version.text()};
    }
  }
}
