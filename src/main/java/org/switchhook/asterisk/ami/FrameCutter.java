package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts AMI's bytes into frames. A line ends with LF, whatever CRs stand before it; an empty line
 * ends the frame: Asterisk mixes CR LF and LF (CoreShowChannelMap ended with CR LF LF until 2024).
 *
 * <p>A frame is judged by its first header alone: later ones can come from whoever sent a
 * UserEvent. Events that are not wanted are passed over without keeping a byte. What is kept is
 * bounded in every direction, so that no peer can grow the heap.
 */
final class FrameCutter {

  static final int LINE_MAX = 64 * 1024;
  static final int FRAME_MAX = 256 * 1024;
  static final int LINES_MAX = 1024;

  private static final byte[] EVENT = "Event:".getBytes(US_ASCII);
  private static final byte[] RESPONSE = "Response:".getBytes(US_ASCII);
  private static final byte[] GREETING = "Asterisk Call Manager".getBytes(US_ASCII);
  private static final byte[] VARIABLE = "Variable:".getBytes(US_ASCII);
  private static final EventTable EVENTS = new EventTable();

  private final InputStream in;
  private final FrameCounts counts;
  private final boolean all;
  private final byte[] buffer = new byte[LINE_MAX];

  // The frame under way. Its line under way starts at `line` and is blank while it has only CRs.
  private byte[] frame = new byte[4096];
  private int length;
  private int lines;
  private int line;
  private boolean blank = true;
  private boolean cut;
  private boolean passing;
  private Frame.@Nullable Kind kind;
  private @Nullable AmiEvent event;

  FrameCutter(InputStream in, FrameCounts counts) {
    this(in, counts, false);
  }

  private FrameCutter(InputStream in, FrameCounts counts, boolean all) {
    this.in = in;
    this.counts = counts;
    this.all = all;
  }

  /** One that keeps the events that nothing is made of, too. */
  static FrameCutter ofAll(InputStream in, FrameCounts counts) {
    return new FrameCutter(in, counts, true);
  }

  /** Blocks until bytes come; the frames that end in them, often none; null at the end. */
  @Nullable List<Frame> read() throws IOException {
    int read = in.read(buffer);
    if (read < 0) {
      return null;
    }
    List<Frame> frames = new ArrayList<>();
    for (int from = 0; from < read; ) {
      int to = endOfLine(from, read);
      take(from, to);
      if (to < read) {
        endLine(frames);
      }
      from = to + 1;
    }
    return frames;
  }

  private int endOfLine(int from, int limit) {
    int at = from;
    while (at < limit && buffer[at] != '\n') {
      at++;
    }
    return at;
  }

  private void take(int from, int to) {
    for (int i = from; blank && i < to; i++) {
      blank = buffer[i] == '\r';
    }
    if (passing) {
      return;
    }
    int room = lines == LINES_MAX ? 0 : Math.min(LINE_MAX - (length - line), FRAME_MAX - length);
    int taken = Math.min(to - from, room);
    if (frame.length < length + taken + 1) {
      frame = Arrays.copyOf(frame, Math.max(frame.length * 2, length + taken + 1));
    }
    System.arraycopy(buffer, from, frame, length, taken);
    length += taken;
    cut |= !blank && taken < to - from;
  }

  private void endLine(List<Frame> frames) {
    if (blank) {
      endFrame(frames);
      return;
    }
    blank = true;
    if (passing) {
      return;
    }
    if (cut) {
      cut = false;
      counts.cutLine();
    }
    int start = line;
    keepLine();
    if (kind == null) {
      judge(frames);
    } else if (event == AmiEvent.VAR_SET && !all) {
      passing = isOtherVariable(start);
    }
  }

  /** Half of all events are of variables that nobody asked for: they end here. */
  private boolean isOtherVariable(int start) {
    if (!starts(start, VARIABLE)) {
      return false;
    }
    int from = start + VARIABLE.length;
    while (frame[from] == ' ') {
      from++;
    }
    return !UsedVariable.is(frame, from, length - 1);
  }

  private void keepLine() {
    while (length > line && frame[length - 1] == '\r') {
      length--;
    }
    if (length > line) {
      frame[length++] = '\n';
      lines++;
    }
    line = length;
  }

  /** Looks at the first line, which has just ended. */
  private void judge(List<Frame> frames) {
    if (starts(0, EVENT)) {
      int from = EVENT.length;
      while (frame[from] == ' ') {
        from++;
      }
      kind = Frame.Kind.EVENT;
      event = EVENTS.find(frame, from, length - 1);
      passing = event == null && !all;
    } else if (starts(0, RESPONSE)) {
      kind = Frame.Kind.RESPONSE;
    } else if (starts(0, GREETING)) {
      // The greeting is one line, and the next frame follows at once.
      kind = Frame.Kind.GREETING;
      endFrame(frames);
    } else {
      kind = Frame.Kind.UNKNOWN;
      passing = true;
    }
  }

  private boolean starts(int from, byte[] prefix) {
    int to = from + prefix.length;
    return length >= to && Arrays.equals(frame, from, to, prefix, 0, prefix.length);
  }

  private void endFrame(List<Frame> frames) {
    if (kind != null) {
      counts.frame();
      if (kind == Frame.Kind.UNKNOWN) {
        counts.malform();
      } else if (passing) {
        counts.ignore();
      } else {
        frames.add(new Frame(kind, event, Arrays.copyOf(frame, length), counts));
      }
    }
    length = 0;
    lines = 0;
    line = 0;
    blank = true;
    cut = false;
    passing = false;
    kind = null;
    event = null;
  }
}
