package org.switchhook.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.switchhook.exchange.Answer;
import org.switchhook.outbox.Delivery;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.template.NoValueException;
import org.switchhook.webhook.template.ResponseTemplate;
import org.switchhook.webhook.template.Values;
import org.switchhook.webhook.template.Wishes;

/**
 * What an answer does to its call, before it counts as delivered. What is wrong with it is no
 * reason to ask again: the receiver has had the event.
 */
final class Aftermath {

  private final Values values;
  private final ResponseTemplate response;
  private final Answer answer;
  private final List<String> faults = new ArrayList<>();
  private SortedMap<String, String> saved = new TreeMap<>();

  private Aftermath(Values values, ResponseTemplate response, Answer answer) {
    this.values = values;
    this.response = response;
    this.answer = answer;
    if (answer.error() != null) {
      faults.add(answer.error());
    }
  }

  /**
   * What came of it.
   *
   * @param error what is wrong with the answer
   * @param effect what was set on the call, as the PBX confirms it, or why not
   * @param saved to the call
   */
  record Outcome(@Nullable String error, @Nullable String effect, SortedMap<String, String> saved) {

    /** One that does nothing. */
    static Outcome none(@Nullable String error) {
      return new Outcome(error, null, new TreeMap<>());
    }
  }

  /**
   * Saves and sets what a successful answer says.
   *
   * @throws IllegalStateException when the data cannot be kept now
   */
  static Outcome of(
      Delivery delivery, Webhook webhook, Values values, Answer answer, Surroundings who) {
    if (webhook.response().isEmpty() || answer.status() == null) {
      return Outcome.none(answer.error());
    }
    Aftermath aftermath = new Aftermath(values, webhook.response(), answer);
    var by = new AnsweredCall.By(delivery.sequence(), webhook.ordinal(), webhook.id());
    String effect = aftermath.happen(by, "delivery " + delivery.id(), who);
    return new Outcome(text(aftermath.faults), effect.isEmpty() ? null : effect, aftermath.saved);
  }

  private String happen(AnsweredCall.By by, String delivery, Surroundings who) {
    String call = values.text("call.id");
    if (call == null) {
      faults.add("response: the event is of no call");
      return "";
    }
    String pbx = String.valueOf(values.text("pbx"));
    SortedMap<String, String> data = data();
    Wishes wishes = wishes();
    if (!data.isEmpty()) {
      who.callData().save(pbx, call, data, delivery);
      saved = data;
    }
    if (data.isEmpty() && wishes.isNothing()) {
      return "";
    }
    String uniqueid = String.valueOf(values.text("call.uniqueid"));
    return who.control().act(new AnsweredCall(pbx, uniqueid, by, data, wishes));
  }

  private SortedMap<String, String> data() {
    try {
      return response.saved(values, status(), answer.headers(), answer.head());
    } catch (NoValueException e) {
      faults.add("nothing is saved: " + e.getMessage());
      return new TreeMap<>();
    }
  }

  private Wishes wishes() {
    try {
      return response.wishes(values, status(), answer.headers(), answer.head());
    } catch (NoValueException e) {
      faults.add("nothing is set: " + e.getMessage());
      return Wishes.NONE;
    }
  }

  private int status() {
    Integer status = answer.status();
    return status == null ? 0 : status;
  }

  private static @Nullable String text(List<String> faults) {
    return faults.isEmpty() ? null : String.join("; ", faults);
  }
}
