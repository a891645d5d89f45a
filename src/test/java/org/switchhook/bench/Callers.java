package org.switchhook.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Stream;

/**
 * So many calls at once, without end: who is done calls anew. Each is a recorded call as it was,
 * but that its waiting and talking last minutes: so what is said of a call comes in bursts, between
 * those of the others, and all stages of a call are open at any time.
 */
final class Callers {

  private static final long START_MICROS = 1_795_400_000_000_000L;
  private static final long LONGER_THAN_A_BURST_MICROS = 200_000;
  private static final long STRETCH = 60;
  private static final long SPREAD_MICROS = 200_000_000;
  private static final int AGENTS = 500;
  private static final int IDS_OF_A_CALL = 64;
  private static final List<RecordedCall> RECORDED =
      Stream.of("answered", "hold", "rna", "ringall", "overflow", "blind", "direct", "outbound")
          .map(RecordedCall::of)
          .toList();

  private final PriorityQueue<Caller> callers =
      new PriorityQueue<>(Comparator.comparingLong(caller -> caller.next));
  private long calls;

  Callers(int open) {
    Random random = new Random(open);
    for (int i = 0; i < open; i++) {
      callers.add(new Caller(START_MICROS + random.nextLong(SPREAD_MICROS)));
    }
  }

  /** The next frames, as AMI's bytes. */
  byte[] frames(int count) {
    StringBuilder frames = new StringBuilder();
    for (int i = 0; i < count; i++) {
      Caller caller = callers.remove();
      caller.speak(frames);
      callers.add(caller);
    }
    return frames.toString().getBytes(ISO_8859_1);
  }

  /** One who calls again and again. */
  private final class Caller implements RecordedCall.Filling {
    private long call = calls++;
    private RecordedCall recorded = recorded(call);
    private int frame;
    private long next;

    Caller(long next) {
      this.next = next;
    }

    void speak(StringBuilder out) {
      recorded.write(frame++, this, out);
      if (frame == recorded.frames()) {
        call = calls++;
        recorded = recorded(call);
        frame = 0;
      }
      long micros = Math.max(1, recorded.microsBefore(frame));
      next += micros > LONGER_THAN_A_BURST_MICROS ? micros * STRETCH : micros;
    }

    @Override
    public String of(RecordedCall.Own kind, int number) {
      long id = call * IDS_OF_A_CALL + number;
      return switch (kind) {
        case TIME -> String.format(Locale.ROOT, "%d.%06d", next / 1_000_000, next % 1_000_000);
        case UNIQUEID -> START_MICROS / 1_000_000 + "." + id;
        case SERIAL, BRIDGE -> String.format(Locale.ROOT, "%08x", id);
        case AGENT -> String.valueOf(1000 + (call + number) % AGENTS);
      };
    }
  }

  private static RecordedCall recorded(long call) {
    return RECORDED.get((int) (call % RECORDED.size()));
  }
}
