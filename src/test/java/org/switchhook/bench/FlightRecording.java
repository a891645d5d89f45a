package org.switchhook.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * When a bridge had read the bytes of its PBX, and when its journal was on disk: the JVM itself
 * notes each read of a socket and each fsync. Times are microseconds since 1970.
 */
final class FlightRecording {

  private static final String READ = "jdk.SocketRead";
  private static final String FORCE = "jdk.FileForce";

  private final NavigableMap<Long, Long> readUpTo = new TreeMap<>();
  private final NavigableMap<Long, Long> forces = new TreeMap<>();

  private FlightRecording() {}

  /** The option with which a JVM writes one, complete when it has ended. */
  static String option(Path file) {
    String option = "-XX:StartFlightRecording:settings=none,filename=" + file;
    for (String event : List.of(READ, FORCE)) {
      for (String setting : List.of("enabled=true", "threshold=0ns", "stackTrace=false")) {
        option += ",+" + event + "#" + setting;
      }
    }
    return option;
  }

  /** Reads one of a bridge whose PBX is at this port. */
  static FlightRecording read(Path file, int port) throws IOException {
    FlightRecording recording = new FlightRecording();
    List<RecordedEvent> reads = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      String type = event.getEventType().getName();
      if (type.equals(FORCE)) {
        recording.forces.put(micros(event.getStartTime()), micros(event.getEndTime()));
      } else if (type.equals(READ)
          && event.getInt("port") == port
          && event.getLong("bytesRead") > 0) {
        reads.add(event);
      }
    }
    reads.sort(Comparator.comparing(RecordedEvent::getEndTime));
    long bytes = 0;
    for (RecordedEvent event : reads) {
      bytes += event.getLong("bytesRead");
      recording.readUpTo.put(bytes, micros(event.getEndTime()));
    }
    return recording;
  }

  /** When it had read so many of the bytes that the PBX said. */
  long read(long bytes) {
    return value(readUpTo.ceilingEntry(bytes));
  }

  /** When that was on disk which it had read then: the end of the first fsync begun after it. */
  long durable(long readAt) {
    return value(forces.ceilingEntry(readAt));
  }

  private static long value(Map.@Nullable Entry<Long, Long> entry) {
    if (entry == null) {
      throw new IllegalStateException("the flight recording ends too early");
    }
    return entry.getValue();
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
