package org.switchhook.invariant;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.Event;

/** What no value of any event may be. */
public final class Values {

  /** Where people, and not devices, are named. */
  private static final Set<String> OF_PEOPLE =
      Set.of("username", "number", "fullName", "extension");

  private static final Pattern LOCAL = Pattern.compile("Local/.*|.*;[12]");

  /** The trunk of every test. */
  private static final Pattern TRUNK = Pattern.compile("[A-Za-z0-9]+/trunk(-.*)?");

  private static final ClassValue<Method[]> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          return Stream.of(type.getRecordComponents())
              .map(RecordComponent::getAccessor)
              .toArray(Method[]::new);
        }
      };

  private Values() {}

  /**
   * Nothing unknown, no negative duration, no Local channel for a person, no trunk for an agent.
   */
  public static void check(Told told) {
    for (Event event : told.events()) {
      checkRecord(told, event, event);
      AgentRef agent = event.agent();
      told.require(
          agent == null || !TRUNK.matcher(agent.iface()).matches(), event, "a trunk is no agent");
    }
  }

  private static void check(Told told, Event event, String name, @Nullable Object value) {
    if (value instanceof String text) {
      checkText(told, event, name, text);
    } else if (value instanceof Number number) {
      if (number.longValue() < 0 && name.endsWith("Ms")) {
        throw told.broken(event, name + " is not below 0");
      }
    } else if (value instanceof Collection<?> values) {
      values.forEach(each -> check(told, event, name, each));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> check(told, event, "data", each));
    } else if (value instanceof Record record && isPublished(record)) {
      checkRecord(told, event, record);
    }
  }

  private static boolean isPublished(Record record) {
    return record.getClass().getPackage() == Event.class.getPackage();
  }

  private static void checkText(Told told, Event event, String name, String text) {
    if (text.equals("<unknown>")) {
      throw told.broken(event, name + " is absent where it is unknown");
    }
    if (OF_PEOPLE.contains(name) && LOCAL.matcher(text).matches()) {
      throw told.broken(event, name + " is of a person, and no Local channel: " + text);
    }
  }

  private static void checkRecord(Told told, Event event, Object record) {
    for (Method accessor : ACCESSORS.get(record.getClass())) {
      check(told, event, accessor.getName(), get(accessor, record));
    }
  }

  private static @Nullable Object get(Method accessor, Object record) {
    try {
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("a published record has public accessors", e);
    }
  }
}
