package org.switchhook.pbx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays scenarios and records them: {@code RecordTranscript [16|22] [raw] SCENARIO… OUT}. OUT is a
 * file NAME.ami for all of them, or a directory with one for each, as the bridge's login sees them;
 * with {@code raw} it is a directory for all that Asterisk tells of each, see {@link RawRecording}.
 */
public final class RecordTranscript {
  private RecordTranscript() {}

  /** Installs, starts, plays, records, and cleans up. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean named = !words.isEmpty() && words.get(0).matches("16|22");
    String release = named ? words.remove(0) : "22";
    boolean raw = words.remove("raw");
    if (words.size() < 2) {
      System.err.println("usage: RecordTranscript [16|22] [raw] SCENARIO... OUT.ami|DIRECTORY");
      System.exit(2);
    }
    Path out = Path.of(words.remove(words.size() - 1));
    if (raw || !out.toString().endsWith(".ami")) {
      Files.createDirectories(out);
    }
    record(release, raw, words, out);
    System.exit(0);
  }

  private static void record(String release, boolean raw, List<String> names, Path out) {
    try (Pbx pbx = Pbx.start(release, "pbx1");
        CallCentre centre = new CallCentre(pbx)) {
      Scenarios scenarios = new Scenarios(centre);
      if (raw) {
        RawRecording recording = new RawRecording(pbx, out);
        names.forEach(name -> recording.record(scenarios, name));
      } else if (Files.isDirectory(out)) {
        names.forEach(name -> golden(pbx, out.resolve(name + ".ami"), scenarios, List.of(name)));
      } else {
        golden(pbx, out, scenarios, names);
      }
    }
  }

  private static void golden(Pbx pbx, Path file, Scenarios scenarios, List<String> names) {
    Recording.record(pbx, ManagerUser.SWITCHHOOK, file, () -> names.forEach(scenarios::play));
  }
}
