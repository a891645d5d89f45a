package org.switchhook.webhook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;

/** Who asks for an event. What the answer costs does not grow with those who do not ask for it. */
public final class Subscribers {

  /** A webhook that asks for an event, and the first of its names that does. */
  public record Match(Webhook webhook, EventName name) {}

  /** Stands for a type that no webhook calls by its name. */
  private static final String CUSTOM = "custom.";

  private final List<Webhook> webhooks;
  private final Map<String, List<EventName>> namesByType = new HashMap<>();
  private final List<EventName> namesOfOthers;

  /** Those who ask by any of these names; as many as there are names that can meet in an event. */
  private final Map<List<EventName>, List<Match>> matches = new ConcurrentHashMap<>();

  /**
   * @param webhooks in the order in which they are to be found
   */
  public Subscribers(List<Webhook> webhooks) {
    this.webhooks = List.copyOf(webhooks);
    Set<EventName> names = new LinkedHashSet<>();
    webhooks.forEach(webhook -> names.addAll(webhook.events()));
    for (String type : types(names)) {
      namesByType.put(type, covering(type, names));
    }
    namesOfOthers = covering(CUSTOM, names);
  }

  /** Each webhook that asks for the event, once. */
  public List<Match> of(Event event) {
    List<EventName> asking = new ArrayList<>();
    for (EventName name : namesByType.getOrDefault(event.typeName(), namesOfOthers)) {
      if (name.matches(event)) {
        asking.add(name);
      }
    }
    // An event for which the same names ask has the same webhooks.
    return matches.computeIfAbsent(asking, same -> search(event));
  }

  private List<Match> search(Event event) {
    List<Match> found = new ArrayList<>();
    for (Webhook webhook : webhooks) {
      webhook.match(event).ifPresent(name -> found.add(new Match(webhook, name)));
    }
    return List.copyOf(found);
  }

  private static Set<String> types(Set<EventName> names) {
    Set<String> types = new LinkedHashSet<>();
    for (EventType type : EventType.values()) {
      types.add(type.wireName());
    }
    names.stream().map(EventName::text).filter(name -> name.startsWith(CUSTOM)).forEach(types::add);
    return types;
  }

  private static List<EventName> covering(String type, Set<EventName> names) {
    return names.stream().filter(name -> name.covers(type)).toList();
  }
}
