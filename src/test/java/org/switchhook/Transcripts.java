package org.switchhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.switchhook.asterisk.ami.RecordedFrames;
import org.switchhook.config.ModelSettings;
import org.switchhook.event.Event;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.Signal;

/** The recorded AMI sessions of the tests, and what the model makes of them. */
public final class Transcripts {

  public static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");
  public static final Path TRACES = Path.of("src/test/resources/traces");
  private static final ModelSettings SETTINGS = ModelSettings.STANDARD;

  private Transcripts() {}

  /** All recordings in a folder, by name. */
  public static List<Path> recordings(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".ami")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether an Asterisk of this release has played the scenario: 16 lacks some that 22 has. */
  static boolean isRecorded(String release, String scenario) {
    return recordings(TRANSCRIPTS).stream()
        .anyMatch(
            file ->
                file.getFileName().toString().equals(scenario + ".ami")
                    && TRANSCRIPTS.relativize(file).toString().startsWith(release + "."));
  }

  /** The lines of a table beside the transcripts, without comments. */
  static List<String> lines(String table) {
    try (Stream<String> lines = Files.lines(TRANSCRIPTS.resolve(table))) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code replay} makes of a recording. */
  public static List<Event> replay(Path recording) {
    List<Event> events = new ArrayList<>();
    try (InputStream in = Files.newInputStream(recording)) {
      new Replay(SETTINGS, events::add).read(in, "pbx1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  /** The signals of a recording, the settings first. */
  public static List<Signal> signals(Path recording) {
    List<Signal> signals = new ArrayList<>();
    try (InputStream in = Files.newInputStream(recording)) {
      RecordedFrames.read(in, "pbx1", signals::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    signals.add(
        0,
        new Configured(
            "test",
            signals.get(0).time(),
            SETTINGS.phones(),
            SETTINGS.ignore(),
            SETTINGS.wrapUps(),
            SETTINGS.lateDisposition()));
    return signals;
  }
}
