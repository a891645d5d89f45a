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
import org.switchhook.config.PbxSettings;

/**
 * Logs in as the bridge does and listens for a while to what gets through the event filter. Nothing
 * that a user of so few rights may do makes Asterisk say what the filter has to hold back, so a
 * silent PBX proves nothing; a single event too many proves that the filter does not work.
 */
public final class FilterProbe {

  /**
   * What was heard.
   *
   * @param booted FullyBooted was: the user has the right to read class system, if Asterisk is up
   * @param wanted events that the filter has to let through
   * @param unwanted the names of those that it should have held back; empty if it works
   */
  public record Heard(boolean booted, int wanted, Set<String> unwanted) {}

  /** The items of QueueStatus, which the login asks for; no filter applies to them. */
  private static final Set<String> ITEMS =
      Set.of("QueueParams", "QueueEntry", "QueueStatusComplete");

  private static final Header VARIABLE = Header.of("Variable");
  private static final byte[] VARIABLE_NAME = SignalDecoder.VARIABLE.getBytes(US_ASCII);
  private static final int PREFIX = "Event: ".length();

  private final Set<String> unwanted = new TreeSet<>();
  private boolean booted;
  private int wanted;

  private FilterProbe() {}

  /**
   * Listens for so long.
   *
   * @throws IOException if the PBX is not reachable or refuses the login; the message says which
   */
  public static Heard listen(PbxSettings pbx, Duration time)
      throws IOException, InterruptedException {
    FilterProbe probe = new FilterProbe();
    try (Socket socket = PbxSocket.open(pbx, time)) {
      FrameCounts counts = new FrameCounts();
      SignalDecoder decoder = new SignalDecoder(pbx.name(), counts);
      Session session = new Session(pbx, socket.getOutputStream(), decoder, signal -> {});
      probe.listen(socket, FrameCutter.ofAll(socket.getInputStream(), counts), session, time);
      if (!session.isLoggedIn()) {
        throw new IOException("no answer to the login within " + time.toSeconds() + " s");
      }
    }
    return new Heard(probe.booted, probe.wanted, Set.copyOf(probe.unwanted));
  }

  private void listen(Socket socket, FrameCutter cutter, Session session, Duration time)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        socket.setSoTimeout(Math.toIntExact(left));
        List<Frame> frames = cutter.read();
        if (frames == null) {
          throw new IOException("connection closed by the PBX");
        }
        for (Frame frame : frames) {
          judge(frame);
          session.accept(frame, Instant.EPOCH);
        }
      }
    } catch (SocketTimeoutException e) {
      // The time is over.
      return;
    }
  }

  private void judge(Frame frame) {
    if (frame.kind() != Frame.Kind.EVENT) {
      return;
    }
    AmiEvent event = frame.event();
    String name = frame.firstLine().substring(PREFIX);
    if (event == null ? !ITEMS.contains(name) : isOtherVariable(event, frame)) {
      unwanted.add(name);
    } else if (event == AmiEvent.FULLY_BOOTED) {
      booted = true;
    } else if (event != null && event.broadcast()) {
      wanted++;
    }
  }

  private static boolean isOtherVariable(AmiEvent event, Frame frame) {
    return event == AmiEvent.VAR_SET && !frame.is(VARIABLE, VARIABLE_NAME);
  }
}
