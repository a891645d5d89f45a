package org.switchhook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Settings;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.exchange.Request;
import org.switchhook.outbox.Desk;
import org.switchhook.webhook.Credential;
import org.switchhook.webhook.Credentials;
import org.switchhook.webhook.TokenCredential;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries credentials where they are to be used. */
@Command(
    name = "check",
    description = {
      "Asks validation_url with each credential, or with one, and fetches a token for those that need",
      "one. Exit status 0 if all are taken, else 1."
    },
    mixinStandardHelpOptions = true)
final class CredentialsCheckCommand implements Callable<Integer> {

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Its name; default: all")
  private @Nullable String name;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Findings findings = new Findings();

  @Override
  public Integer call() throws Exception {
    Settings all = settings.read();
    Credentials credentials =
        Desk.use(
            all.database(), desk -> Credentials.inspect(desk.jdbi(), CredentialsCommand.seal(all)));
    try (Exchange exchange = new Exchange(all.delivery())) {
      if (name == null) {
        credentials.faults().forEach((id, fault) -> findings.todo("credentials row " + id, fault));
        credentials.all().forEach(credential -> check(exchange, credential));
      } else {
        check(exchange, credentials.get(name));
      }
    }
    findings.lines().forEach(spec.commandLine().getOut()::println);
    return findings.areRight() ? 0 : 1;
  }

  private void check(Exchange exchange, Credential credential) {
    String what =
        "credential %s (row %d, %s)"
            .formatted(credential.label().name(), credential.id(), credential.type());
    if (credential instanceof TokenCredential token && !fetches(exchange, token, what)) {
      return;
    }
    String url = credential.label().validationUrl();
    if (!url.isEmpty()) {
      ask(exchange, credential, url, what);
    } else if (!(credential instanceof TokenCredential)) {
      findings.ok(what + ": can be used; with a validation_url it would be tried");
    }
  }

  private boolean fetches(Exchange exchange, TokenCredential credential, String what) {
    try {
      Duration lifetime = exchange.token(credential);
      findings.ok("%s: a token came, good for %d s".formatted(what, lifetime.toSeconds()));
      return true;
    } catch (IllegalStateException e) {
      findings.todo(what, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void ask(Exchange exchange, Credential credential, String url, String what) {
    Request request = Request.get(url, Map.of());
    Answer answer = exchange.send(request, credential, List.of());
    Integer status = answer.status();
    if (status == null) {
      findings.todo(what, "validation_url: " + answer.error());
    } else if (status >= 200 && status < 300) {
      findings.ok("%s: validation_url answered %d".formatted(what, status));
    } else {
      String error = answer.error() == null ? "" : ", " + answer.error();
      findings.todo(what, "validation_url answered " + status + error);
    }
  }
}
