package org.switchhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.switchhook.config.Secret;
import org.switchhook.webhook.CredentialList;
import org.switchhook.webhook.CredentialList.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A secret, sealed before it is in the database. */
@Command(
    name = "seal",
    description = {
      "Reads a secret, one line, from the standard input, and prints it as it is to stand in the table.",
      "It is sealed for the row of that name, which need not be there yet, and opens in no other."
    },
    mixinStandardHelpOptions = true)
final class CredentialsSealCommand implements Callable<Integer> {

  private static final int LONGEST = 1024;

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Parameters(paramLabel = "NAME", description = "The row's name")
  private String name = "";

  @Option(names = "--password", description = "For the column password, not for secret")
  private boolean password;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Column column = password ? Column.PASSWORD : Column.SECRET;
    Secret sealed =
        CredentialList.sealed(CredentialsCommand.seal(settings.read()), name, column, read());
    spec.commandLine().getOut().println(sealed.reveal());
    return 0;
  }

  private static Secret read() throws IOException {
    // Of a file no more than a secret: the rest could be anything.
    char[] text = new char[LONGEST + 2];
    int length = 0;
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (int n; length < text.length && (n = in.read(text, length, text.length - length)) > 0; ) {
        length += n;
      }
    }
    String secret = new String(text, 0, length).replaceFirst("\\R\\z", "");
    if (secret.isEmpty() || secret.length() > LONGEST || secret.lines().count() > 1) {
      throw new IllegalArgumentException(
          "the standard input holds no secret: write one line of 1 to " + LONGEST + " characters");
    }
    return new Secret(secret);
  }
}
