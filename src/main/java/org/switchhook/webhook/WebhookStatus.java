package org.switchhook.webhook;

/** What the bridge makes of one row: a row of the table {@code webhook_status}. */
public record WebhookStatus(long webhookId, State state, String reason) {

  private static final int LONGEST = 1000;

  /** Cuts what no column holds. */
  public WebhookStatus {
    reason = reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
  }

  /** It works, but for what is said of it. */
  static WebhookStatus ok(long webhookId, String but) {
    return new WebhookStatus(webhookId, State.OK, but);
  }

  /** The words of the column {@code state}. */
  public enum State {
    OK("ok"),
    /** It cannot work, and the reason says what to write. */
    QUARANTINED("quarantined"),
    /** Nothing to do. */
    OFF("off");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** As in the table. */
    public String word() {
      return word;
    }
  }
}
