package org.switchhook.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.switchhook.Transcripts;
import org.switchhook.asterisk.ami.RecordedFrames;
import org.switchhook.telephony.signal.MemberSignal;
import org.switchhook.telephony.signal.Signal;

/** The frames of a recorded call, which can be said again as those of other calls. */
final class RecordedCall {

  /** What one call does not share with another. */
  enum Own {
    TIME("(?<=Timestamp: )[0-9.]+"),
    UNIQUEID("(?<=: pbx1-)[0-9]+\\.[0-9]+"),
    /** The last part of a channel's name. */
    SERIAL("(?<=-)[0-9a-f]{8}(?=(;[12])?\r)"),
    BRIDGE("(?<=: )[0-9a-f]{8}(?=-[0-9a-f]{4}-)"),
    AGENT("\\b100[1-3]\\b");

    private final String pattern;

    Own(String pattern) {
      this.pattern = pattern;
    }
  }

  private static final Pattern ALL =
      Pattern.compile(
          String.join(
              "|", Stream.of(Own.values()).map(o -> "(?<" + o + ">" + o.pattern + ")").toList()));

  /** Text, and what follows it: the how manieth of a kind that one call does not share. */
  private record Part(String text, Own own, int number) {}

  /** One frame of the recording: its parts, what follows the last, and when it was said. */
  private record Mould(List<Part> parts, String end, long micros) {}

  /** Gives what a call has of its own. */
  interface Filling {
    String of(Own kind, int number);
  }

  private final List<Mould> moulds = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private RecordedCall() {}

  /** The call of a golden transcript; what it says of queue members is left out. */
  static RecordedCall of(String scenario) {
    Path file = Transcripts.TRANSCRIPTS.resolve("22.10").resolve(scenario + ".ami");
    RecordedCall call = new RecordedCall();
    try {
      Stream.of(Files.readString(file, ISO_8859_1).split("(?<=\r\n\r\n)"))
          .filter(RecordedCall::isOfCall)
          .forEach(frame -> call.moulds.add(call.mould(frame)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return call;
  }

  private static boolean isOfCall(String frame) {
    List<Signal> signals = new ArrayList<>();
    try {
      byte[] bytes = frame.getBytes(ISO_8859_1);
      RecordedFrames.read(new ByteArrayInputStream(bytes), "pbx1", signals::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return !signals.isEmpty() && !(signals.get(0) instanceof MemberSignal);
  }

  private Mould mould(String frame) {
    List<Part> parts = new ArrayList<>();
    Matcher found = ALL.matcher(frame);
    int from = 0;
    while (found.find()) {
      Own own =
          Stream.of(Own.values())
              .filter(o -> found.group(o.name()) != null)
              .findFirst()
              .orElseThrow();
      parts.add(new Part(frame.substring(from, found.start()), own, number(own, found.group())));
      from = found.end();
    }
    String time =
        Objects.requireNonNull(found.reset().find() ? found.group(Own.TIME.name()) : null);
    return new Mould(parts, frame.substring(from), Long.parseLong(time.replace(".", "")));
  }

  private int number(Own own, String value) {
    return numbers.computeIfAbsent(own + value, k -> numbers.size());
  }

  int frames() {
    return moulds.size();
  }

  /** How long after the frame before it it was said; 0 for the first. */
  long microsBefore(int frame) {
    return frame == 0 ? 0 : moulds.get(frame).micros() - moulds.get(frame - 1).micros();
  }

  /** Writes a frame as that of another call. */
  void write(int frame, Filling filling, StringBuilder out) {
    Mould mould = moulds.get(frame);
    for (Part part : mould.parts()) {
      out.append(part.text()).append(filling.of(part.own(), part.number()));
    }
    out.append(mould.end());
  }
}
