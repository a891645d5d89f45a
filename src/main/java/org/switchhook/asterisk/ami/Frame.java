package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One message of AMI. Its headers are found by an index of offsets, made when the first is asked
 * for; text comes into being only where it is wanted. For one thread at a time.
 */
final class Frame {

  /** What the first header says that the message is. */
  enum Kind {
    GREETING,
    RESPONSE,
    EVENT,
    UNKNOWN
  }

  private static final byte[] UNKNOWN_VALUE = "<unknown>".getBytes(UTF_8);
  private static final byte[] CHAN_VARIABLE = "ChanVariable".getBytes(UTF_8);
  private static final Header VARIABLE = Header.of("Variable");
  private static final Header OUTPUT = Header.of("Output");

  private static final int HASH = 0;
  private static final int NAME = 1;
  private static final int COLON = 2;
  private static final int VALUE = 3;
  private static final int END = 4;
  private static final int WIDTH = 5;

  private final Kind kind;
  private final @Nullable AmiEvent event;
  private final byte[] bytes;
  private final FrameCounts counts;
  private int[] index = {};
  private int size;
  private int next;

  /**
   * @param event absent where it is a response, or an event that nothing is made of
   * @param bytes the lines, each ended by one LF
   */
  Frame(Kind kind, @Nullable AmiEvent event, byte[] bytes, FrameCounts counts) {
    this.kind = kind;
    this.event = event;
    this.bytes = bytes;
    this.counts = counts;
  }

  Kind kind() {
    return kind;
  }

  @Nullable AmiEvent event() {
    return event;
  }

  /** The first line as it came. */
  String firstLine() {
    return new String(bytes, 0, endOfLine(0), UTF_8);
  }

  /** The value; absent where there is no such header, and where it is empty or unknown. */
  @Nullable String text(Header header) {
    int at = find(header);
    return at < 0 || isUnknown(at) ? null : value(at);
  }

  /** The value, which has to be there. */
  String required(Header header) {
    String text = text(header);
    if (text == null) {
      throw new MalformedFrameException(this, header, "is missing");
    }
    return text;
  }

  /** The value, which Asterisk has escaped as C does. */
  @Nullable String escaped(Header header) {
    String text = text(header);
    return text == null ? null : Escapes.undo(text);
  }

  boolean has(Header header) {
    return find(header) >= 0;
  }

  /** If the value is exactly this; makes no text. */
  boolean is(Header header, byte[] value) {
    int at = find(header);
    return at >= 0 && equal(at, value);
  }

  /** The value as a number; absent where there is none. */
  @Nullable Integer number(Header header) {
    int at = find(header);
    return at < 0 || isUnknown(at) ? null : parse(header, at);
  }

  int requiredNumber(Header header) {
    Integer number = number(header);
    if (number == null) {
      throw new MalformedFrameException(this, header, "is missing");
    }
    return number;
  }

  private int parse(Header header, int at) {
    try {
      return Integer.parseInt(value(at));
    } catch (NumberFormatException e) {
      throw new MalformedFrameException(this, header, "is no number of 32 bits");
    }
  }

  private String value(int at) {
    return new String(bytes, index[at + VALUE], index[at + END] - index[at + VALUE], UTF_8);
  }

  private boolean isUnknown(int at) {
    return index[at + VALUE] == index[at + END] || equal(at, UNKNOWN_VALUE);
  }

  private boolean equal(int at, byte[] value) {
    return Arrays.equals(bytes, index[at + VALUE], index[at + END], value, 0, value.length);
  }

  /** The offset of the header's entry, or -1. Looks first behind the one that was found last. */
  private int find(Header header) {
    if (size == 0) {
      readHeaders();
    }
    for (int tried = 0; tried < size; tried += WIDTH) {
      int at = next;
      next = at + WIDTH == size ? 0 : at + WIDTH;
      if (index[at] == header.hash() && header.is(bytes, index[at + NAME], index[at + COLON])) {
        return at;
      }
    }
    return -1;
  }

  private void readHeaders() {
    index = new int[32 * WIDTH];
    for (int from = 0; from < bytes.length; ) {
      int to = endOfLine(from);
      readHeader(from, to);
      from = to + 1;
    }
  }

  private void readHeader(int from, int to) {
    int colon = from;
    int hash = 0;
    while (colon < to && bytes[colon] != ':') {
      hash = hash * 31 + bytes[colon++];
    }
    if (colon == to) {
      return;
    }
    if (isRepeated(hash, from, colon)) {
      return;
    }
    if (size == index.length) {
      index = Arrays.copyOf(index, size * 2);
    }
    index[size + HASH] = hash;
    index[size + NAME] = from;
    index[size + COLON] = colon;
    index[size + VALUE] = colon + 1 < to && bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
    index[size + END] = to;
    size += WIDTH;
  }

  /** The first value wins: what Asterisk writes stands before what others can add. */
  private boolean isRepeated(int hash, int from, int colon) {
    for (int at = 0; at < size; at += WIDTH) {
      if (index[at] == hash
          && Arrays.equals(bytes, index[at + NAME], index[at + COLON], bytes, from, colon)) {
        if (!isRepeatedOnPurpose(from, colon)) {
          counts.repeatHeader();
        }
        return true;
      }
    }
    return false;
  }

  private boolean isRepeatedOnPurpose(int from, int colon) {
    int suffix = Math.max(from, colon - CHAN_VARIABLE.length);
    return Arrays.equals(bytes, suffix, colon, CHAN_VARIABLE, 0, CHAN_VARIABLE.length)
        || VARIABLE.is(bytes, from, colon)
        || OUTPUT.is(bytes, from, colon);
  }

  private int endOfLine(int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
