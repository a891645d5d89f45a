package org.switchhook.pbx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays scenarios and records them: {@code RecordTranscript [16|22] [raw] SCENARIO… OUT}. OUT is a
 * file NAME.ami for all of them, or a directory with one for each and Asterisk's own records of it,
 * see {@link RawRecording}: as the bridge's login sees them, with {@code raw} all that is told.
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
      if (Files.isDirectory(out)) {
        ManagerUser user = raw ? ManagerUser.DRIVER : ManagerUser.SWITCHHOOK;
        RawRecording recording = new RawRecording(pbx, user, out);
        names.forEach(name -> recording.record(scenarios, name));
      } else {
        Recording.record(pbx, ManagerUser.SWITCHHOOK, out, () -> names.forEach(scenarios::play));
      }
    }
  }
}
