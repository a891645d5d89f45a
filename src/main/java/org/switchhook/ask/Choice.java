package org.switchhook.ask;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.WebhookStatus;

/**
 * The row that an ask names.
 *
 * @param webhook absent where it cannot be asked
 * @param refusal why; else of no meaning
 */
record Choice(@Nullable Webhook webhook, Reply refusal) {

  private static final int LONGEST_NAME = 64;

  static Choice of(Catalogue catalogue, String idOrName) {
    if (catalogue.present().isEmpty()) {
      return refused(AskStatus.BUSY, "the table webhooks has not been read yet");
    }
    List<Long> ids = catalogue.ids(idOrName);
    if (ids.isEmpty()) {
      return refused(AskStatus.NOT_FOUND, "there is no webhook '%s'".formatted(cut(idOrName)));
    }
    if (ids.size() > 1) {
      String all = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
      return refused(
          AskStatus.NOT_ALLOWED,
          "'%s' is the name of the webhooks %s: write one of these ids"
              .formatted(cut(idOrName), all));
    }
    long id = ids.get(0);
    return catalogue.find(id).map(Choice::of).orElseGet(() -> out(catalogue, id));
  }

  private static Choice of(Webhook webhook) {
    return webhook.mayBeAsked()
        ? new Choice(webhook, Reply.of(AskStatus.OK, ""))
        : refused(
            AskStatus.NOT_ALLOWED,
            "webhook %d may not be asked: write ask into event".formatted(webhook.id()));
  }

  private static Choice out(Catalogue catalogue, long id) {
    String why =
        catalogue.statuses().stream()
            .filter(status -> status.webhookId() == id)
            .map(WebhookStatus::reason)
            .findFirst()
            .orElse("");
    return refused(AskStatus.NOT_ALLOWED, "webhook %d cannot be asked: %s".formatted(id, why));
  }

  private static Choice refused(AskStatus status, String why) {
    return new Choice(null, Reply.of(status, why));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
  }
}
