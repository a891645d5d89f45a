package org.switchhook;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.switchhook.Listing.Column;
import org.switchhook.config.Settings;
import org.switchhook.outbox.Desk;
import org.switchhook.seal.KeyFile;
import org.switchhook.seal.Seal;
import org.switchhook.webhook.CredentialList;
import org.switchhook.webhook.CredentialStanding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How each credential stands; no secret is shown. */
@Command(
    name = "credentials",
    description = {
      "Shows each row of the table credentials: whether its secret is sealed, which webhooks use it,",
      "and what is wrong with it."
    },
    mixinStandardHelpOptions = true,
    subcommands = {CredentialsCheckCommand.class, CredentialsSealCommand.class})
final class CredentialsCommand implements Callable<Integer> {

  private final Listing<CredentialStanding> listing =
      new Listing<>(
          List.of(
              new Column<>("id", 4, row -> Long.toString(row.id())),
              new Column<>("name", 20, CredentialStanding::name),
              new Column<>("type", 15, CredentialStanding::type),
              new Column<>("domain", 25, row -> row.domain().isEmpty() ? "any" : row.domain()),
              new Column<>("secret", 6, CredentialStanding::secret),
              new Column<>("webhooks", 15, CredentialsCommand::webhooks)),
          row -> row.fault().isEmpty() ? List.of() : List.of(row.fault()));

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Option(names = "--json", description = "One JSON object a line")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Settings all = settings.read();
    List<CredentialStanding> rows =
        Desk.use(all.database(), desk -> CredentialList.of(desk.jdbi(), seal(all)));
    listing.print(rows, json, true, spec.commandLine().getOut());
    return rows.stream().allMatch(row -> row.fault().isEmpty()) ? 0 : 1;
  }

  static Seal seal(Settings settings) {
    return new KeyFile(settings.credentials().keyFile()).read();
  }

  private static String webhooks(CredentialStanding row) {
    String ids = row.webhooks().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return ids.isEmpty() ? "-" : ids;
  }
}
