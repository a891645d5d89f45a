package org.switchhook.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallRef;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.event.CallRef.Kind;
import org.switchhook.event.Event;

/**
 * Which of the events that it asks for by name a webhook wants: by their call, and by a condition.
 * Events of agents and bridges have no call and are asked for the condition alone.
 *
 * @param directions of the call; empty: any
 * @param kinds of the call; empty: any
 * @param queues in one of which it is or was last; empty: any
 * @param campaigns to one of which it belongs; empty: any
 */
public record Filter(
    Set<Direction> directions,
    Set<Kind> kinds,
    Set<String> queues,
    Set<String> campaigns,
    @Nullable Condition condition) {

  /** Nothing is left out. */
  public static final Filter NONE = new Filter(Set.of(), Set.of(), Set.of(), Set.of(), null);

  /**
   * As the columns say.
   *
   * @throws IllegalArgumentException when a word is unknown
   */
  static Filter of(WebhookRow.Wish wish, @Nullable Condition condition) {
    return new Filter(
        directions(wish.direction()),
        kinds(wish.conversations()),
        names(wish.queues()),
        names(wish.campaigns()),
        condition);
  }

  /** Whether nothing is left out. */
  boolean isOpen() {
    return equals(NONE);
  }

  /**
   * Whether the event is wanted.
   *
   * @param json the event's, read if there is a condition
   */
  boolean wants(Event event, Supplier<JsonNode> json) {
    CallRef call = event.call();
    return (call == null || wants(call)) && (condition == null || condition.holds(json.get()));
  }

  /** How often the condition has failed since the row was read, and why last; else empty. */
  public String failure() {
    return condition == null || condition.failures() == 0
        ? ""
        : "condition failed %d times, last: %s"
            .formatted(condition.failures(), condition.lastFailure());
  }

  private boolean wants(CallRef call) {
    return isIn(directions, call.direction())
        && isIn(kinds, call.kind())
        && isIn(queues, call.queue() == null ? null : call.queue().name())
        && isIn(campaigns, call.campaign());
  }

  private static <T> boolean isIn(Set<T> wanted, @Nullable T value) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }

  private static Set<Direction> directions(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "any" -> Set.of();
      case "inbound" -> Set.of(Direction.INBOUND);
      case "outbound" -> Set.of(Direction.OUTBOUND);
      case "internal" -> Set.of(Direction.INTERNAL);
      case "both" -> Set.of(Direction.INBOUND, Direction.OUTBOUND);
      default ->
          throw new IllegalArgumentException(
              "direction '%s' is unknown; write inbound, outbound, internal, both or any"
                  .formatted(word.strip()));
    };
  }

  private static Set<Kind> kinds(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "any" -> Set.of();
      case "queue" -> Set.of(Kind.QUEUE);
      case "direct" -> Set.of(Kind.DIRECT, Kind.CONSULT);
      default ->
          throw new IllegalArgumentException(
              "conversations '%s' is unknown; write queue, direct or any".formatted(word.strip()));
    };
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
