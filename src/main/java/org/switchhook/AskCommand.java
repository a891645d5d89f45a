package org.switchhook;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.switchhook.asterisk.agi.AgiTrial;
import org.switchhook.config.AgiSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A webhook, asked as a dialplan asks it. */
@Command(
    name = "ask",
    description = {
      "Asks a webhook by way of the running bridge, as a dialplan does, and shows the variables that"
          + " the channel would have then.",
      "Exit status 0 if SWITCHHOOK_STATUS is OK, else 1."
    },
    mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {

  private static final String STATUS = "SWITCHHOOK_STATUS";

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Parameters(
      index = "0",
      paramLabel = "WEBHOOK",
      description = "Its id, or its name where no other row has the same")
  private String webhook = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY=VALUE",
      description = "What the dialplan says; timeout=SECONDS is how long it waits")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "NUMBER",
      description = "Who calls; default: ${DEFAULT-VALUE}",
      defaultValue = "5550100")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "NUMBER",
      description = "What was dialled; default: ${DEFAULT-VALUE}",
      defaultValue = "7000")
  private String to = "";

  @Option(
      names = "--channel",
      paramLabel = "UNIQUEID",
      description = "About the call of this channel, which is up: it gets the data",
      defaultValue = "switchhook-ask")
  private String channel = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    AgiTrial trial = new AgiTrial(channel, from, to);
    Map<String, String> variables = ask(trial, settings.read().agi());
    PrintWriter out = spec.commandLine().getOut();
    variables.forEach((name, value) -> out.println(name + "=" + RequestText.line(value)));
    out.flush();
    return "OK".equals(variables.get(STATUS)) ? 0 : 1;
  }

  private Map<String, String> ask(AgiTrial trial, AgiSettings agi) throws IOException {
    InetSocketAddress server = address(agi);
    String at = agi.host() + ":" + agi.port();
    if (!isBridge(server, at)) {
      throw new IOException(
          "who listens at %s does not answer as the bridge does: see listen and allow of [agi]"
              .formatted(at));
    }
    try {
      Map<String, String> variables = trial.run(server, List.of("call", webhook), arguments);
      if (variables.containsKey(STATUS)) {
        return variables;
      }
      throw new IOException("it has ended the connection");
    } catch (IOException e) {
      throw new IOException(
          "the bridge does not answer (%s): are the arguments too long?".formatted(e.getMessage()),
          e);
    }
  }

  private static boolean isBridge(InetSocketAddress server, String at) throws IOException {
    try {
      return AgiTrial.isServer(server);
    } catch (IOException e) {
      throw new IOException(
          "nobody can be asked at %s (%s): is the bridge running?".formatted(at, e.getMessage()),
          e);
    }
  }

  /** Where it is reached from here. */
  static InetSocketAddress address(AgiSettings agi) throws IOException {
    if (agi.host() == null || agi.port() == 0) {
      throw new IOException("listen of [agi] in switchhook.conf has no port to ask at");
    }
    InetAddress host = InetAddress.getByName(agi.host());
    return new InetSocketAddress(
        host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, agi.port());
  }
}
