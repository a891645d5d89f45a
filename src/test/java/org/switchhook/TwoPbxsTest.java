package org.switchhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.asterisk.ami.RecordedFrames;
import org.switchhook.config.ModelSettings;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Heartbeat;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Signal;
import org.switchhook.webhook.EventJson;

/**
 * Two PBXs at one bridge, with the same agents, queues and uniqueids, and each with its own clock:
 * what one of them says changes nothing of what is told of the other.
 */
class TwoPbxsTest {

  private static final Duration CLOCKS_APART = Duration.ofHours(1);
  private static final Instant START = Instant.parse("2026-11-22T04:00:00Z");

  static Stream<Path> sessions() {
    return Transcripts.recordings(Transcripts.TRANSCRIPTS.resolve("22.10")).stream();
  }

  /** Both at once, and one Asterisk 22 beside one 16: the golden transcripts as they come. */
  @ParameterizedTest
  @MethodSource("sessions")
  void tellWhatEachTellsAlone(Path session) throws IOException {
    Path older = Transcripts.TRANSCRIPTS.resolve("16.28").resolve(session.getFileName());
    for (Path second : Stream.of(session, older).filter(Files::exists).toList()) {
      List<Signal> ofFirst = signals(session, "pbx1", Duration.ZERO);
      List<Signal> ofSecond = signals(second, "pbx2", CLOCKS_APART);
      List<String> first = texts(told(ofFirst), "pbx1");
      List<String> other = texts(told(ofSecond), "pbx2");
      Stream.of(first, other).forEach(events -> events.forEach(Schemas::assertValid));
      for (int seed = 0; seed < 10; seed++) {
        List<Event> told = told(mixed(ofFirst, ofSecond, new Random(seed)));
        assertThat(texts(told, "pbx1")).isEqualTo(first).isNotEmpty();
        assertThat(texts(told, "pbx2")).isEqualTo(other).isNotEmpty();
        assertThat(told.stream().map(Event::id)).doesNotHaveDuplicates();
        Set<String> common = calls(told, "pbx1");
        common.retainAll(calls(told, "pbx2"));
        assertThat(common).isEmpty();
      }
    }
  }

  /** What is due on the one that is silent is due by its own clock alone. */
  @Test
  void aPbxDoesNotDriveTheTimeOfAnother() throws IOException {
    List<Signal> overflow = signals(scenario("overflow"), "pbx1", Duration.ZERO);
    int left = indexOf(overflow, "Left");
    Model model = model();
    overflow.subList(0, left + 1).forEach(s -> model.fold(s, s.time()));
    List<Tick> due = model.nextTicks();
    List<Event> told = new ArrayList<>();
    for (Signal signal : signals(scenario("answered"), "pbx2", CLOCKS_APART)) {
      told.addAll(model.fold(signal, signal.time()));
    }

    assertThat(told)
        .isNotEmpty()
        .allSatisfy(Schemas::assertValid)
        .allMatch(event -> "pbx2".equals(event.pbx()));
    assertThat(due).hasSize(1).allMatch(tick -> tick.pbx().equals("pbx1"));
    assertThat(model.nextTicks()).containsAll(due);
    assertThat(model.fold(due.get(0), due.get(0).time()))
        .extracting(Event::type)
        .containsExactly(EventType.CALL_LEFT_QUEUE);
  }

  @Test
  void aHeartbeatCountsTheCallsAndAgentsOfAll() throws IOException {
    Model model = model();
    for (String pbx : List.of("pbx1", "pbx2")) {
      List<Signal> answered = signals(scenario("answered"), pbx, Duration.ZERO);
      int connected = indexOf(answered, "Connected");
      answered.subList(0, connected + 1).forEach(s -> model.fold(s, s.time()));
    }
    List<Event> told = model.fold(new Heartbeat("test", START), START);
    assertThat(told).allSatisfy(Schemas::assertValid);
    assertThat(told).extracting(Event::detail).containsExactly(new BridgeDetail.Heartbeat(2, 2));
  }

  /** As recorded, but of an Asterisk without {@code systemname}: its uniqueids are any PBX's. */
  private static List<Signal> signals(Path recording, String pbx, Duration ahead)
      throws IOException {
    byte[] nameless =
        Files.readString(recording, ISO_8859_1).replace("pbx1-", "").getBytes(ISO_8859_1);
    List<Signal> signals = new ArrayList<>();
    RecordedFrames.read(new ByteArrayInputStream(nameless), pbx, signals::add);
    return signals.stream().map(s -> Signals.at(s, s.time().plus(ahead))).toList();
  }

  private static Path scenario(String name) {
    return Transcripts.TRANSCRIPTS.resolve("22.10").resolve(name + ".ami");
  }

  private static int indexOf(List<Signal> signals, String type) {
    return signals.stream().map(s -> s.getClass().getSimpleName()).toList().indexOf(type);
  }

  private static List<Signal> mixed(List<Signal> one, List<Signal> other, Random random) {
    List<Signal> both = new ArrayList<>();
    Iterator<Signal> first = one.iterator();
    Iterator<Signal> second = other.iterator();
    while (first.hasNext() || second.hasNext()) {
      boolean fromFirst = first.hasNext() && (!second.hasNext() || random.nextBoolean());
      both.add(fromFirst ? first.next() : second.next());
    }
    return both;
  }

  private static Model model() {
    Model model = new Model();
    model.fold(Replay.configured("test", START, ModelSettings.STANDARD), START);
    return model;
  }

  private static List<Event> told(List<Signal> signals) {
    Model model = model();
    List<Event> told = new ArrayList<>();
    signals.forEach(s -> told.addAll(model.fold(s, s.time())));
    for (List<Tick> due = model.nextTicks(); !due.isEmpty(); due = model.nextTicks()) {
      due.forEach(tick -> told.addAll(model.fold(tick, tick.time())));
    }
    return told;
  }

  private static List<String> texts(List<Event> events, String pbx) {
    return events.stream().filter(e -> pbx.equals(e.pbx())).map(EventJson::text).toList();
  }

  private static Set<String> calls(List<Event> events, String pbx) {
    Set<String> calls = new HashSet<>();
    for (Event event : events) {
      if (pbx.equals(event.pbx()) && event.call() != null) {
        calls.add(event.call().id());
      }
    }
    return calls;
  }
}
