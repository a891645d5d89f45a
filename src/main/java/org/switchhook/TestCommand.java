package org.switchhook;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Settings;
import org.switchhook.delivery.Trial;
import org.switchhook.delivery.Verdict;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Desk;
import org.switchhook.seal.KeyFile;
import org.switchhook.seal.Seal;
import org.switchhook.webhook.Sample;
import org.switchhook.webhook.Wsdls;
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
    try (Exchange exchange = new Exchange(all.delivery())) {
      Wsdls wsdls = Wsdls.now(new WsdlDocuments(exchange));
      Sample sample = Desk.use(all.database(), desk -> sample(desk, all, wsdls));
      Trial trial = Trial.of(exchange, sample, clock.instant());
      PrintWriter out = spec.commandLine().getOut();
      new RequestText(trial.request(), false).print(out);
      print(trial.answer(), out);
      out.println();
      out.println(meaning(trial.verdict()));
      return trial.verdict() == Verdict.DELIVERED ? 0 : 1;
    }
  }

  private Sample sample(Desk desk, Settings all, Wsdls wsdls) {
    Seal seal = new KeyFile(all.credentials().keyFile()).read();
    long id = desk.webhooks().find(webhook);
    return Sample.of(desk.jdbi(), seal, wsdls, id, event, clock.instant());
  }

  private static void print(Answer answer, PrintWriter out) {
    out.println();
    out.println(
        "%s after %d ms"
            .formatted(
                answer.status() == null ? "no answer" : "status " + answer.status(),
                answer.duration().toMillis()));
    if (answer.error() != null) {
      out.println(RequestText.line(answer.error()));
    }
    if (answer.retryAfter() != null) {
      out.println("Retry-After: " + RequestText.line(answer.retryAfter()));
    }
    answer.head().lines().map(RequestText::line).forEach(out::println);
  }

  private static String meaning(Verdict verdict) {
    return switch (verdict) {
      case DELIVERED -> "It would count as delivered.";
      case GONE -> "It would switch the webhook off.";
      case REFUSED, FAILED, WITHHELD -> "It would be tried again.";
    };
  }
}
