package org.switchhook.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.switchhook.config.Secret;
import org.switchhook.seal.Seal;

/** The rows of {@code credentials} as people look at them. */
public final class CredentialList {

  /** The columns that hold secrets. */
  public enum Column {
    SECRET,
    PASSWORD
  }

  private CredentialList() {}

  /** Each row, in the order of ids. */
  public static List<CredentialStanding> of(Jdbi jdbi, Seal seal) {
    WebhookTable table = new WebhookTable(jdbi);
    List<WebhookRow> webhooks = table.rows();
    List<StoredCredential> rows = table.credentials();
    Credentials credentials = new Credentials(rows, seal);
    List<CredentialStanding> all = new ArrayList<>();
    for (StoredCredential row : rows) {
      List<Long> users =
          webhooks.stream()
              .filter(webhook -> uses(webhook, row.name()))
              .map(WebhookRow::id)
              .toList();
      all.add(standing(row, users, credentials.faults().getOrDefault(row.id(), "")));
    }
    return List.copyOf(all);
  }

  private static boolean uses(WebhookRow webhook, String name) {
    String placeholder = "{authentications." + name.toLowerCase(Locale.ROOT);
    String config = webhook.config().toLowerCase(Locale.ROOT);
    return webhook.credential().strip().equalsIgnoreCase(name)
        || config.contains(placeholder + "}")
        || config.contains(placeholder + "|");
  }

  private static CredentialStanding standing(
      StoredCredential row, List<Long> webhooks, String fault) {
    return new CredentialStanding(
        row.id(),
        row.name(),
        row.shownType(),
        row.domain(),
        row.isSealed() ? "sealed" : row.clear().isEmpty() ? "none" : "clear",
        webhooks,
        fault);
  }

  /**
   * A secret as it is to stand in that column of the row of that name, and nowhere else.
   *
   * @throws IllegalArgumentException when the name is none
   * @throws IllegalStateException when there is no key
   */
  public static Secret sealed(Seal seal, String name, Column column, Secret clear) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
      throw new IllegalArgumentException(
          "NAME is no name; write 1 to 64 of letters, digits, _ . -");
    }
    String place = StoredCredential.place(name, column.name().toLowerCase(Locale.ROOT));
    return seal.close(clear, place);
  }
}
