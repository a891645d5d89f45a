package org.switchhook.ask;

import java.time.Duration;
import org.switchhook.exchange.Answer;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.template.NoValueException;
import org.switchhook.webhook.template.Values;

/** What an answer means for whoever asked. */
final class Judgement {

  private static final int SUCCESS = 200;
  private static final int NO_SUCCESS = 300;

  private Judgement() {}

  /**
   * The reply.
   *
   * @param within what it had
   */
  static Reply of(Answer answer, Webhook webhook, Values values, Duration within) {
    Integer status = answer.status();
    boolean late = answer.duration().compareTo(within) >= 0;
    if (status == null) {
      return Reply.of(late ? AskStatus.TIMEOUT : failure(answer), String.valueOf(answer.error()));
    }
    boolean success = status >= SUCCESS && status < NO_SUCCESS;
    String objection = webhook.request().objection(answer.head(), success);
    if (!success || objection != null) {
      String why = objection == null ? "status " + status : objection;
      return Reply.of(AskStatus.HTTP_ERROR, status, why);
    }
    if (answer.error() != null) {
      AskStatus word = late ? AskStatus.TIMEOUT : AskStatus.BAD_RESPONSE;
      return Reply.of(word, status, answer.error());
    }
    return read(answer, webhook, values);
  }

  /** A token that is missing and an address that is refused are not the system's fault. */
  private static AskStatus failure(Answer answer) {
    String error = String.valueOf(answer.error());
    return error.startsWith("refused: ") ? AskStatus.NOT_ALLOWED : AskStatus.HTTP_ERROR;
  }

  /** What an answer of success has. */
  static Reply read(Answer answer, Webhook webhook, Values values) {
    Integer status = answer.status();
    try {
      int code = status == null ? SUCCESS : status;
      return new Reply(
          AskStatus.OK,
          status,
          "",
          webhook.response().saved(values, code, answer.headers(), answer.head()),
          Route.of(webhook.response().wishes(values, code, answer.headers(), answer.head())));
    } catch (NoValueException e) {
      return Reply.of(AskStatus.BAD_RESPONSE, status, String.valueOf(e.getMessage()));
    }
  }

  /** What is written down for the time when there is no answer. */
  static Reply otherwise(Reply failure, Webhook webhook, Values values) {
    try {
      return new Reply(
          failure.status(),
          failure.httpCode(),
          failure.reason(),
          webhook.fallback().otherwise().saved(values, SUCCESS, name -> null, ""),
          Route.of(webhook.fallback().otherwise().wishes(values, SUCCESS, name -> null, "")));
    } catch (NoValueException e) {
      return failure.because("default: " + e.getMessage());
    }
  }
}
