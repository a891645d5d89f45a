package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.switchhook.event.Event;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Signal;

/** What a model tells of signals and of the time after them, and what it keeps then. */
public final class Folded {

  /** What stays: agents, and which PBX's ids begin how, and what was told before the start. */
  private static final Set<String> STAYS =
      Set.of("agents", "agentKeys", "owners", "told", "lately");

  private Folded() {}

  /** All that follows from the signals, until there is nothing more to be decided. */
  public static List<Event> all(Model model, Collection<Signal> signals) {
    List<Event> events = new ArrayList<>();
    signals.forEach(s -> events.addAll(model.fold(s, s.time())));
    events.addAll(rest(model));
    return events;
  }

  /** What follows as time goes on and nobody says anything. */
  public static List<Event> rest(Model model) {
    List<Event> events = new ArrayList<>();
    List<Tick> ticks = model.nextTicks();
    while (!ticks.isEmpty()) {
      ticks.forEach(t -> events.addAll(model.fold(t, t.time())));
      ticks = model.nextTicks();
    }
    return events;
  }

  /** Fails where the model keeps anything that no channel and no time to come can end. */
  public static void assertNothingRemains(Model model) {
    List<String> remains = new ArrayList<>();
    find(model, "model", remains);
    assertThat(remains).isEmpty();
  }

  private static void find(Object of, String path, List<String> remains) {
    for (Field field : of.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !STAYS.contains(field.getName())) {
        look(get(field, of), path + "." + field.getName(), remains);
      }
    }
  }

  private static void look(Object value, String path, List<String> remains) {
    if (path.equals("model.pbxs")) {
      ((Map<?, ?>) value).forEach((name, pbx) -> find(pbx, "" + name, remains));
    } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      remains.add(path + " " + map.keySet());
    } else if (value instanceof Collection<?> all && !all.isEmpty()) {
      remains.add(path + " " + all);
    } else if (value != null && isOfModel(value)) {
      find(value, path, remains);
    }
  }

  private static boolean isOfModel(Object value) {
    return value.getClass().getPackage() == Model.class.getPackage() && !(value instanceof Record);
  }

  private static Object get(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new LinkageError("the model's fields are open to tests", e);
    }
  }
}
