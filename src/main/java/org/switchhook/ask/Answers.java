package org.switchhook.ask;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.switchhook.exchange.Answer;
import org.switchhook.webhook.Credential;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.template.Encoding;
import org.switchhook.webhook.template.NoValueException;
import org.switchhook.webhook.template.Template;
import org.switchhook.webhook.template.Values;

/** The last good answers, of those rows that keep them. Lost with the process. Thread-safe. */
final class Answers {

  /** Each of at most 16 KiB, and the headers that are read of it. */
  private static final int MOST = 2_000;

  private static final int LONGEST_KEY = 512;

  private final InstantSource clock;

  @SuppressWarnings("serial")
  private final Map<Key, Kept> kept =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > MOST;
        }
      };

  Answers(InstantSource clock) {
    this.clock = clock;
  }

  /** What was asked, and as whom, is a part of it: another system's answer is none of this one. */
  record Key(long webhook, String address, String request, long credential, String text) {}

  private record Kept(Answer answer, Instant at) {}

  /** Under what the answer for these values is kept; absent where none is. */
  static @Nullable Key key(Webhook webhook, Values values) {
    Template key = webhook.fallback().key();
    try {
      String text = key == null ? "" : key.render(values, Encoding.PLAIN);
      return text.isBlank() || text.length() > LONGEST_KEY ? null : key(webhook, text);
    } catch (NoValueException e) {
      return null; // Of a caller without a number, say, there is nothing to be known again.
    }
  }

  private static Key key(Webhook webhook, String text) {
    Credential credential = webhook.credential();
    return new Key(
        webhook.id(),
        webhook.request().url().text(),
        webhook.fallback().request(),
        credential == null ? 0 : credential.id(),
        text);
  }

  synchronized void keep(@Nullable Key key, Answer answer) {
    if (key != null) {
      kept.remove(key);
      kept.put(key, new Kept(answer, clock.instant()));
    }
  }

  /** One that is at most so old. */
  synchronized Optional<Answer> find(@Nullable Key key, Duration atMost) {
    Kept found = key == null || atMost.isZero() ? null : kept.get(key);
    return found != null && !found.at().plus(atMost).isBefore(clock.instant())
        ? Optional.of(found.answer())
        : Optional.empty();
  }
}
