package org.switchhook;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Settings;
import org.switchhook.delivery.Trial;
import org.switchhook.delivery.Verdict;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.exchange.Request;
import org.switchhook.outbox.Desk;
import org.switchhook.seal.KeyFile;
import org.switchhook.seal.Seal;
import org.switchhook.webhook.Sample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One request to a webhook, now. */
@Command(
    name = "test",
    description = {
      "Sends a sample event to a webhook now and shows request and answer. Nothing is stored.",
      "Exit status 0 if it would count as delivered, else 1."
    },
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

  private static final Pattern URL =
      Pattern.compile("(?<scheme>[^:]+://)(?<authority>[^/?#]*)(?<path>[^?#]*)(?<query>[?#].*)?");

  @Mixin private final DeskSettings settings = new DeskSettings();

  @Parameters(
      paramLabel = "WEBHOOK",
      description = "Its id, or its name where no other row has the same; it may be paused")
  private String webhook = "";

  @Option(
      names = "--event",
      paramLabel = "NAME",
      description = "A type that it asks for; default: what its row names first")
  private @Nullable String event;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() throws Exception {
    Settings all = settings.read();
    Sample sample = Desk.use(all.database(), desk -> sample(desk, all));
    try (Exchange exchange = new Exchange(all.delivery())) {
      Trial trial = Trial.of(exchange, sample, clock.instant());
      PrintWriter out = spec.commandLine().getOut();
      print(trial.request(), out);
      print(trial.answer(), out);
      out.println();
      out.println(meaning(trial.verdict()));
      return trial.verdict() == Verdict.DELIVERED ? 0 : 1;
    }
  }

  private Sample sample(Desk desk, Settings all) {
    Seal seal = new KeyFile(all.credentials().keyFile()).read();
    return Sample.of(desk.jdbi(), seal, desk.webhooks().find(webhook), event, clock.instant());
  }

  private static void print(Request request, PrintWriter out) {
    out.println(request.method() + " " + masked(request.url()));
    if (request.body() != null) {
      out.println("Content-Type: " + request.contentType());
    }
    if (masked(request.url()).contains("://***@")) {
      out.println("Authorization: ***");
    }
    request.headers().forEach((name, value) -> out.println(name + ": " + line(value)));
    out.println();
    if (request.body() != null) {
      out.println(line(request.body()));
    }
  }

  private static void print(Answer answer, PrintWriter out) {
    out.println();
    out.println(
        "%s after %d ms"
            .formatted(
                answer.status() == null ? "no answer" : "status " + answer.status(),
                answer.duration().toMillis()));
    if (answer.error() != null) {
      out.println(line(answer.error()));
    }
    if (answer.retryAfter() != null) {
      out.println("Retry-After: " + line(answer.retryAfter()));
    }
    answer.head().lines().map(TestCommand::line).forEach(out::println);
  }

  private static String meaning(Verdict verdict) {
    return switch (verdict) {
      case DELIVERED -> "It would count as delivered.";
      case GONE -> "It would switch the webhook off.";
      case REFUSED, FAILED, WITHHELD -> "It would be tried again.";
    };
  }

  /** Passwords, queries and what is long enough to be a token. */
  static String masked(String url) {
    Matcher parts = URL.matcher(line(url));
    if (!parts.matches()) {
      return "***";
    }
    return parts.group("scheme")
        + parts.group("authority").replaceFirst(".*@", "***@")
        + parts.group("path").replaceAll("[^/]{20,}", "***")
        + (parts.group("query") == null ? "" : "?***");
  }

  private static String line(String text) {
    return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
