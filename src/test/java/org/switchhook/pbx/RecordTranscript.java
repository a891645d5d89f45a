package org.switchhook.pbx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Records scenarios for a new golden transcript, as the bridge's login sees them: {@code
 * RecordTranscript [16|22] SCENARIO… OUT.ami}. Where OUT is a directory, all that Asterisk tells of
 * each scenario goes there, see {@link RawRecording}.
 */
public final class RecordTranscript {
  private RecordTranscript() {}

  /** Installs, starts, plays, records, and cleans up. */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    boolean named = !words.isEmpty() && words.get(0).matches("16|22");
    String release = named ? words.get(0) : "22";
    List<String> rest = words.subList(named ? 1 : 0, words.size());
    if (rest.size() < 2) {
      System.err.println("usage: RecordTranscript [16|22] SCENARIO... OUT.ami|DIRECTORY");
      System.exit(2);
    }
    record(release, rest.subList(0, rest.size() - 1), Path.of(rest.get(rest.size() - 1)));
    System.exit(0);
  }

  private static void record(String release, List<String> scenarios, Path out) {
    try (Pbx pbx = Pbx.start(release, "pbx1");
        CallCentre centre = new CallCentre(pbx)) {
      Scenarios played = new Scenarios(centre);
      if (Files.isDirectory(out)) {
        RawRecording raw = new RawRecording(pbx, out);
        scenarios.forEach(name -> raw.record(played, name));
      } else {
        Recording.record(pbx, ManagerUser.SWITCHHOOK, out, () -> scenarios.forEach(played::play));
      }
    }
  }
}
