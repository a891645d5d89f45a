package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.PbxSettings;

/**
 * Logs in as the bridge does and sends two UserEvents: one that the event filter has to hold back,
 * then one that it lets through. Asterisk sends events in their order, so once the second is here,
 * the first will not come any more. Neither changes anything at the PBX, beside what a dialplan or
 * another program makes of a UserEvent of these names.
 */
public final class FilterProbe {

  /**
   * What was heard.
   *
   * @param booted FullyBooted was: the user has the right to read class system, and Asterisk is up
   * @param unwanted the names of events that the filter should have held back; empty if it works
   * @param echo what became of the UserEvent that the filter lets through
   * @param timestamped if events carry a time; absent where none was heard
   */
  public record Heard(
      boolean booted, Set<String> unwanted, Echo echo, @Nullable Boolean timestamped) {}

  /** What becomes of a UserEvent that is sent. */
  public enum Echo {
    /** It came back. */
    HEARD,
    /** The user may not send one: the right write = user is missing. */
    REFUSED,
    /** It did not come back: the right read = user is missing, or its line of the filter. */
    SILENT
  }

  static final String USER_EVENT = "UserEvent";
  static final String SHOWN = "SwitchhookCheck";
  static final String HELD_BACK = "SwitchhookHeldBack";

  /** Of QueueStatus, which the login asks for; no filter applies to it, and nothing reads it. */
  private static final String UNREAD_ITEM = "QueueParams";

  private static final Header ACTION_ID = Header.of("ActionID");
  private static final Header RESPONSE = Header.of("Response");
  private static final Header NAME = Header.of(USER_EVENT);
  private static final Header TIMESTAMP = Header.of("Timestamp");
  private static final Header VARIABLE = Header.of("Variable");
  private static final byte[] SHOWN_NAME = SHOWN.getBytes(US_ASCII);
  private static final int PREFIX = "Event: ".length();

  private final Session session;
  private final ActionWriter actions;
  private final Set<String> unwanted = new TreeSet<>();
  private @Nullable String shownId;
  private boolean booted;
  private Echo echo = Echo.SILENT;
  private @Nullable Boolean timestamped;

  private FilterProbe(Session session, ActionWriter actions) {
    this.session = session;
    this.actions = actions;
  }

  /**
   * Listens until it is clear, and no longer than so long.
   *
   * @throws LoginRefusedException if the PBX does not accept the user or the secret
   * @throws IOException if the PBX is not reachable or does not answer; the message says which
   */
  public static Heard listen(PbxSettings pbx, Duration time)
      throws IOException, InterruptedException {
    try (Socket socket = PbxSocket.open(pbx, time)) {
      FrameCounts counts = new FrameCounts();
      SignalDecoder decoder = new SignalDecoder(pbx.name(), counts);
      Session session = new Session(pbx, socket.getOutputStream(), decoder, signal -> {}, counts);
      FilterProbe probe = new FilterProbe(session, new ActionWriter(socket.getOutputStream()));
      probe.listen(socket, FrameCutter.ofAll(socket.getInputStream(), counts), time);
      if (!session.isLoggedIn()) {
        throw new IOException("no answer to the login within " + time.toSeconds() + " s");
      }
      return probe.heard();
    }
  }

  private void listen(Socket socket, FrameCutter cutter, Duration time)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toMillis();
          left > 0 && echo != Echo.HEARD;
          left = (end - System.nanoTime()) / 1_000_000) {
        socket.setSoTimeout(Math.toIntExact(left));
        List<Frame> frames = cutter.read();
        if (frames == null) {
          throw new IOException("connection closed by the PBX");
        }
        for (Frame frame : frames) {
          accept(frame);
        }
      }
    } catch (SocketTimeoutException e) {
      // The time is over.
      return;
    }
  }

  private void accept(Frame frame) throws IOException, InterruptedException {
    if (frame.kind() == Frame.Kind.EVENT) {
      judge(frame);
    } else if (frame.kind() == Frame.Kind.RESPONSE && isOurs(frame)) {
      echo = "Success".equals(frame.text(RESPONSE)) ? echo : Echo.REFUSED;
    }
    boolean before = session.isLoggedIn();
    session.accept(frame, Instant.EPOCH);
    if (session.isLoggedIn() && !before) {
      send(HELD_BACK);
      shownId = send(SHOWN);
    }
  }

  private String send(String name) throws IOException {
    return actions.send(new Action(USER_EVENT).with(USER_EVENT, name));
  }

  private boolean isOurs(Frame frame) {
    return shownId != null && shownId.equals(frame.text(ACTION_ID));
  }

  private void judge(Frame frame) {
    AmiEvent event = frame.event();
    String name = frame.firstLine().substring(PREFIX);
    if (event == AmiEvent.FULLY_BOOTED) {
      // The one at login has no time, whatever manager.conf says.
      booted = true;
      return;
    }
    if (event == null ? isBroadcast(name) : event.broadcast()) {
      timestamped = frame.has(TIMESTAMP);
    }
    if (name.equals(USER_EVENT) && frame.is(NAME, SHOWN_NAME)) {
      echo = isOurs(frame) ? Echo.HEARD : echo;
    } else if (event == null ? isBroadcast(name) : isHeldBack(event, frame)) {
      unwanted.add(name);
    }
  }

  private static boolean isBroadcast(String name) {
    return !name.equals(UNREAD_ITEM);
  }

  /** An event that is read, but not of this name. */
  private static boolean isHeldBack(AmiEvent event, Frame frame) {
    String variable = event == AmiEvent.VAR_SET ? frame.text(VARIABLE) : null;
    return (variable != null && !UsedVariable.is(variable))
        || (event == AmiEvent.USER_EVENT && !DispositionHeaders.in(frame));
  }

  private Heard heard() {
    return new Heard(booted, Set.copyOf(unwanted), echo, timestamped);
  }
}
