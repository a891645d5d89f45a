package org.switchhook;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.Signal;

/** Signals as a test changes them: the same at another time, or of another PBX. */
public final class Signals {

  private Signals() {}

  /** The same, said at another time. */
  public static Signal at(Signal signal, Instant time) {
    return with(signal, "time", time);
  }

  /** The same, said by another PBX. */
  public static Signal of(Signal signal, String pbx) {
    return with(signal, "pbx", pbx);
  }

  /** The uniqueids of the channels that it speaks of. */
  public static Set<String> channels(Signal signal) {
    Set<String> channels = new LinkedHashSet<>();
    for (RecordComponent part : signal.getClass().getRecordComponents()) {
      if (get(part, signal) instanceof Channel channel) {
        channels.add(channel.uniqueid());
      }
    }
    return channels;
  }

  private static Signal with(Signal signal, String name, Object value) {
    RecordComponent[] parts = signal.getClass().getRecordComponents();
    Object[] values =
        Stream.of(parts).map(p -> p.getName().equals(name) ? value : get(p, signal)).toArray();
    Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return signal.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a signal is a record with its canonical constructor", e);
    }
  }

  private static @Nullable Object get(RecordComponent part, Signal signal) {
    try {
      return part.getAccessor().invoke(signal);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a signal is a record with its canonical constructor", e);
    }
  }
}
