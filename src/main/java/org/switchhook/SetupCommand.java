package org.switchhook;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.ami.ManagerUser;
import org.switchhook.config.DatabaseSettings;
import org.switchhook.config.Secret;
import org.switchhook.outbox.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The tables, made or brought up to date; and the manager user, shown. */
@Command(
    name = "setup",
    description = {
      "Makes the tables or brings them up to date, and shows the manager user for Asterisk.",
      "A webhooks table of uContact is extended in place, its rows are kept. Can be run again."
    },
    mixinStandardHelpOptions = true)
final class SetupCommand implements Callable<Integer> {

  @Mixin private final SettingsFile settings = new SettingsFile();

  @Option(
      names = {"-u", "--username"},
      paramLabel = "NAME",
      description = "A MariaDB user who may make tables; default: the bridge's own, of [database]")
  private @Nullable String username;

  @Option(
      names = {"-p", "--password"},
      interactive = true,
      arity = "0..1",
      paramLabel = "PASSWORD",
      description = "That user's password; without a value it is asked for")
  private char @Nullable [] password;

  @Override
  public Integer call() throws Exception {
    DatabaseSettings database = owner(settings.read().database());
    List<String> left = new Schema(database).setup();
    PrintStream out = System.out;
    out.println("ok    the tables are up to date in " + database.url());
    left.forEach(line -> out.println("todo  " + line));
    out.println();
    out.println("The manager user, for a file in /etc/asterisk/manager.d:");
    out.println();
    out.println(ManagerUser.section("change-me"));
    return left.isEmpty() ? 0 : 1;
  }

  private DatabaseSettings owner(DatabaseSettings bridge) {
    if (username == null) {
      return bridge;
    }
    Secret secret = new Secret(password == null ? "" : new String(password));
    return new DatabaseSettings(bridge.url(), username, secret);
  }
}
