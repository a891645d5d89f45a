package org.switchhook.delivery;

import org.switchhook.exchange.Answer;
import org.switchhook.webhook.Webhook;

/** An answer and what it means. */
record Judged(Answer answer, Verdict verdict) {

  /** A success that says that nothing was done is none: the endpoint did not want this one. */
  static Judged of(Answer answer, Webhook webhook) {
    Verdict verdict = Verdict.of(answer);
    boolean success = verdict == Verdict.DELIVERED;
    String objection =
        answer.status() == null ? null : webhook.request().objection(answer.head(), success);
    if (objection == null) {
      return new Judged(answer, verdict);
    }
    return new Judged(answer.with(objection), success ? Verdict.REFUSED : verdict);
  }
}
