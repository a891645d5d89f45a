package org.switchhook.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.Schemas;
import org.switchhook.Transcripts;
import org.switchhook.event.Event;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.Signal;

class SnapshotsTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "traces/asterisk-22.10.filtered.ami",
        "traces/asterisk-16.28.filtered.ami",
        "transcripts/22.10/disposition_wrapup.ami",
        "transcripts/16.28/disposition_wrapup.ami"
      })
  void aModelThatWasWrittenAndReadAfterEverySignalTellsTheSame(String name) throws IOException {
    List<Signal> signals = Transcripts.signals(Path.of("src/test/resources").resolve(name));
    Model model = new Model();
    Model restored = new Model();
    for (Signal signal : signals) {
      List<Event> events = restored.fold(signal, signal.time());
      events.forEach(Schemas::assertValid);
      assertThat(events).isEqualTo(model.fold(signal, signal.time()));
      restored = copy(restored);
    }
  }

  private static Model copy(Model model) throws IOException {
    byte[] json = json(Image.of(0, model));
    return StateJson.MAPPER.readValue(json, Snapshot.class).model();
  }

  private static byte[] json(Image image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    image.writeTo(out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transcripts/22.10/disposition_late.ami",
        "transcripts/22.10/disposition_wrapup.ami",
        "transcripts/16.28/disposition_late.ami"
      })
  void anImageIsOfTheMomentWhenItWasMade(String name) throws IOException {
    Model model = new Model();
    Map<Image, byte[]> images = new LinkedHashMap<>();
    for (Signal signal : Transcripts.signals(Path.of("src/test/resources").resolve(name))) {
      model.fold(signal, signal.time());
      Snapshot now = new Snapshot(Snapshot.FORMAT, images.size(), model);
      images.put(Image.of(now.position(), model), StateJson.MAPPER.writeValueAsBytes(now));
    }
    assertThat(images).isNotEmpty();
    for (Map.Entry<Image, byte[]> one : images.entrySet()) {
      assertThat(json(one.getKey())).asString(UTF_8).isEqualTo(new String(one.getValue(), UTF_8));
    }
  }

  @Test
  void theNewestThatCanBeReadCounts() throws IOException {
    Snapshots snapshots = new Snapshots(directory);
    assertThat(snapshots.newest()).isEmpty();
    snapshots.write(-1, Model.startingAfter(Map.of()));
    snapshots.write(41, new Model());
    assertThat(snapshots.newest().orElseThrow().position()).isEqualTo(41);

    Files.writeString(directory.resolve("snapshot-00000000000000000042.json"), "{\"format\":");
    assertThat(snapshots.newest().orElseThrow().position()).isEqualTo(-1);
  }

  @Test
  void twoAreKeptAndTheJournalIsNeededFromTheOlderOn() throws IOException {
    Snapshots snapshots = new Snapshots(directory);
    assertThat(snapshots.write(10, new Model())).isEqualTo(10);
    assertThat(snapshots.write(20, new Model())).isEqualTo(10);
    assertThat(snapshots.write(30, new Model())).isEqualTo(20);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void oneOfAnotherFormatIsNotUsed() throws IOException {
    Files.writeString(
        directory.resolve("snapshot-00000000000000000007.json"),
        "{\"format\":99,\"position\":6,\"model\":{}}");
    assertThat(new Snapshots(directory).newest()).isEmpty();
  }
}
