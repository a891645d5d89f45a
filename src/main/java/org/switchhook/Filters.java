package org.switchhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.outbox.Desk;
import org.switchhook.outbox.Period;
import org.switchhook.outbox.Selection;
import org.switchhook.webhook.EventName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which deliveries are meant. */
final class Filters {

  @Option(
      names = "--webhook",
      paramLabel = "WEBHOOK",
      description = "To this webhook: its id, or its name where no other row has the same")
  private @Nullable String webhook;

  @Option(
      names = "--event",
      paramLabel = "NAME",
      converter = Name.class,
      description = "Of this event, as in the table webhooks: call.ended, call.*, AgentLog")
  private @Nullable EventName event;

  @Option(names = "--call", paramLabel = "ID", description = "Of this call: its call.id")
  private @Nullable String call;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Moment.class,
      description = {
        "What happened since then: 2026-11-22T04:23 (UTC), 2026-11-22T04:23-03:00,",
        "or 30m, 2h, 3d for so long ago"
      })
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "What happened before then")
  private @Nullable Instant to;

  /**
   * What they say.
   *
   * @throws IllegalArgumentException when they say nothing that can be: why
   */
  Selection selection(Desk desk, List<Long> ids) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("--from is not before --to: nothing can be meant");
    }
    Long id = webhook == null ? null : (Long) desk.webhooks().find(webhook);
    return new Selection(id, event, call, new Period(from, to), null, ids);
  }

  /** A name as rows of {@code webhooks} have it. */
  static final class Name implements ITypeConverter<EventName> {
    @Override
    public EventName convert(String text) {
      try {
        return EventName.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage() + "; docs/webhooks.md has all names");
      }
    }
  }
}
