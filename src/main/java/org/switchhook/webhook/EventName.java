package org.switchhook.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;

/**
 * A name that a row of {@code webhooks} may use for events: a type, an alias of types, one of
 * uContact's names or a wildcard.
 *
 * @param text as the documentation spells it
 * @param ucontact whether it is one of uContact's six
 * @param types which types it may mean
 * @param further what is asked of an event of such a type
 */
public record EventName(
    String text, boolean ucontact, Predicate<String> types, Predicate<Event> further) {

  /** By which a row says that a dialplan may call it. */
  public static final String ASK = "ask";

  private static final Pattern CUSTOM = Pattern.compile("custom\\.[a-z0-9_.-]+");
  private static final Map<String, EventName> KNOWN = new TreeMap<>();

  static {
    for (String type :
        List.of(
            "call.received call.queued call.left_queue call.forwarded call.allocated call.rejected",
            "call.accepted call.held call.resumed call.transferred call.ended call.abandoned",
            "call.dispositioned call.closed agent.logged_in agent.logged_out agent.queues_changed",
            "agent.paused agent.unpaused bridge.connected bridge.gap bridge.recovered",
            "bridge.heartbeat bridge.stopping")) {
      for (String one : type.split(" ")) {
        add(one, types(one));
      }
    }
    for (String group : List.of("call.", "agent.", "bridge.", "custom.")) {
      add(group + "*", type -> type.startsWith(group));
    }
    // A heartbeat a minute is not what somebody means who asks for everything, and a dialplan may
    // call those alone that say so.
    add("*", type -> !Set.of("bridge.heartbeat", ASK).contains(type));
    add(ASK, types(ASK));
    add("Received", types("call.received"));
    add("Queued", types("call.queued"));
    add("Forwarded", types("call.forwarded"));
    add("Allocated", types("call.allocated"));
    add("Rejected", types("call.rejected"));
    add("Accepted", types("call.accepted"));
    add("Transferred", types("call.transferred"));
    add("Ended", types("call.ended"));
    add("Abandoned", types("call.abandoned"));
    add("Closed", types("call.closed"));
    addUcontact("AgentRingNoAnswer", types("call.rejected"), EventName::isRingNoAnswer);
    addUcontact("AgentLog", types("agent.logged_in", "agent.logged_out"));
    addUcontact("AgentBreak", types("agent.paused", "agent.unpaused"), EventName::isWholeBreak);
    addUcontact("FinishInteraction", types("call.ended", "call.abandoned"));
    addUcontact("InteractionDisposition", types("call.dispositioned"));
    addUcontact("QueueJoin", types("call.queued"));
  }

  /**
   * The names in a list with commas; case and outer blanks do not count, empty places are left out.
   *
   * @throws IllegalArgumentException naming the first one that is unknown
   */
  public static List<EventName> list(String names) {
    List<EventName> found = new ArrayList<>();
    for (String name : names.split(",")) {
      if (!name.isBlank()) {
        found.add(of(name));
      }
    }
    return List.copyOf(found);
  }

  /** One name; see {@link #list}. */
  public static EventName of(String name) {
    String key = name.strip().toLowerCase(Locale.ROOT);
    EventName known = KNOWN.get(key);
    if (known != null) {
      return known;
    }
    if (CUSTOM.matcher(key).matches()) {
      return new EventName(key, false, types(key), event -> true);
    }
    throw new IllegalArgumentException("event '" + key + "' is unknown");
  }

  /** Whether this name asks for that event. */
  public boolean matches(Event event) {
    return covers(type(event)) && further.test(event);
  }

  /** Whether it may ask for events of that type, e.g. {@code call.rejected}. */
  public boolean covers(String type) {
    return types.test(type);
  }

  /** The name that the receiver sees: uContact's own, else the event's type. */
  public String shownFor(Event event) {
    return ucontact ? text : type(event);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventName name && name.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isRingNoAnswer(Event event) {
    return event.detail() instanceof CallDetail.Rejected rejected
        && rejected.outcome() == CallDetail.Outcome.NO_ANSWER;
  }

  private static boolean isWholeBreak(Event event) {
    return (event.detail() instanceof AgentDetail.Paused paused && paused.all())
        || (event.detail() instanceof AgentDetail.Unpaused unpaused && unpaused.all());
  }

  private static Predicate<String> types(String... types) {
    return List.of(types)::contains;
  }

  private static String type(Event event) {
    return event.typeName();
  }

  private static void add(String text, Predicate<String> types) {
    put(new EventName(text, false, types, event -> true));
  }

  private static void addUcontact(String text, Predicate<String> types) {
    addUcontact(text, types, event -> true);
  }

  private static void addUcontact(String text, Predicate<String> types, Predicate<Event> further) {
    put(new EventName(text, true, types, further));
  }

  private static void put(EventName name) {
    KNOWN.put(name.text.toLowerCase(Locale.ROOT), name);
  }
}
