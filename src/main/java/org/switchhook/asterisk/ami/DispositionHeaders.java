package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.signal.DispositionSignal.Coded;

/**
 * The headers of a UserEvent by which a dialplan or a manager user codes the outcome of a call.
 * Asterisk checks none of them, and one that a dialplan writes with a blank behind the comma comes
 * with a blank in front of its name.
 */
final class DispositionHeaders {

  /** What the header {@code UserEvent} has to say. */
  static final String NAME = "Disposition";

  static final int VALUE_MAX = 1000;

  private static final Logger log = LoggerFactory.getLogger(DispositionHeaders.class);

  private static final Header USER_EVENT = Header.of("UserEvent");
  private static final Header CHANNEL = Header.of("Channel");
  private static final Header UNIQUEID = Header.of("Uniqueid");
  private static final List<Header> CALL = written("Call");
  private static final List<Header> AGENT = written("Agent");
  private static final List<Header> INTERFACE = written("Interface");
  private static final List<List<Header>> VALUES =
      List.of(written("Value1"), written("Value2"), written("Value3"));
  private static final List<Header> ONE_TOO_MANY = written("Value4");
  private static final byte[] DISPOSITION = NAME.getBytes(US_ASCII);

  private final String pbx;

  DispositionHeaders(String pbx) {
    this.pbx = pbx;
  }

  /** If it is a disposition, whatever is in it. */
  static boolean in(Frame frame) {
    return frame.is(USER_EVENT, DISPOSITION);
  }

  /** What it says; nothing, where that cannot be used, which is logged then. */
  @Nullable Coded read(Frame frame, Instant time) {
    String channel = frame.text(CHANNEL);
    String uniqueid = frame.text(UNIQUEID);
    String call = text(frame, CALL);
    String ofChannel = uniqueid == null ? channel : uniqueid;
    String of = call == null ? ofChannel : call;
    if (of == null) {
      log.warn(
          "{}: a disposition is left out, as it says of no call: send its Channel or Uniqueid too",
          pbx);
      return null;
    }
    List<String> values = values(frame);
    if (values.isEmpty()) {
      log.warn(
          "{}: a disposition of {} is left out, as it has no value: write Value1: … (to Value3: …)",
          pbx,
          of);
      return null;
    }
    String agent = text(frame, INTERFACE);
    return new Coded(
        pbx, time, call, uniqueid, channel, agent == null ? text(frame, AGENT) : agent, values);
  }

  /** A value that is missing before another is empty: each place has its meaning. */
  private List<String> values(Frame frame) {
    List<String> values = new ArrayList<>();
    for (List<Header> header : VALUES) {
      String value = text(frame, header);
      values.add(value == null ? "" : bounded(header, value));
    }
    while (!values.isEmpty() && values.get(values.size() - 1).isEmpty()) {
      values.remove(values.size() - 1);
    }
    if (text(frame, ONE_TOO_MANY) != null) {
      log.warn("{}: a disposition has more than three values: only Value1 to Value3 are told", pbx);
    }
    return List.copyOf(values);
  }

  private String bounded(List<Header> header, String value) {
    if (value.length() <= VALUE_MAX) {
      return value;
    }
    log.warn(
        "{}: {} of a disposition has {} characters and is cut to {}: send a code, not a text",
        pbx,
        header.get(0),
        value.length(),
        VALUE_MAX);
    boolean splits = Character.isHighSurrogate(value.charAt(VALUE_MAX - 1));
    return value.substring(0, splits ? VALUE_MAX - 1 : VALUE_MAX);
  }

  private static @Nullable String text(Frame frame, List<Header> spellings) {
    for (Header header : spellings) {
      String text = frame.text(header);
      if (text != null && !text.isBlank()) {
        return text.strip();
      }
    }
    return null;
  }

  private static List<Header> written(String name) {
    return List.of(Header.of(name), Header.of(" " + name));
  }
}
