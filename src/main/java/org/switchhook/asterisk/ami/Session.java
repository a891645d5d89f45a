package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.PbxSettings;
import org.switchhook.telephony.signal.BridgeSignal;
import org.switchhook.telephony.signal.MemberSignal;
import org.switchhook.telephony.signal.Signal;

/**
 * The conversation of one login: challenge, login, the wait for Asterisk to have booted, the lists
 * of how it is; and what is said meanwhile. Each frame is answered as it comes, none awaited.
 */
final class Session {

  private static final Logger log = LoggerFactory.getLogger(Session.class);

  /**
   * {@code queue reload} at the console changes the members that stand in queues.conf and tells
   * nobody, so that they are asked for from time to time.
   */
  private static final Duration QUEUES = Duration.ofSeconds(15);

  private static final Header ACTION_ID = Header.of("ActionID");
  private static final Header CHALLENGE = Header.of("Challenge");
  private static final Header MESSAGE = Header.of("Message");
  private static final Header RESPONSE = Header.of("Response");
  private static final Header UPTIME = Header.of("Uptime");

  private final PbxSettings pbx;
  private final ActionWriter actions;
  private final SignalDecoder decoder;
  private final SignalSink sink;
  private final Lists lists;

  private @Nullable String challenge;
  private @Nullable String login;
  private @Nullable String probe;
  private @Nullable String version;
  private boolean booted;
  private boolean unlisted;
  private Instant queuesNext = Instant.MIN;
  private volatile boolean loggedIn;

  Session(
      PbxSettings pbx,
      OutputStream out,
      SignalDecoder decoder,
      SignalSink sink,
      FrameCounts counts) {
    this.pbx = pbx;
    this.actions = new ActionWriter(out);
    this.decoder = decoder;
    this.sink = sink;
    this.lists = new Lists(pbx.name(), actions, sink, counts);
  }

  /** If the PBX has accepted the login. */
  boolean isLoggedIn() {
    return loggedIn;
  }

  /** Asks for a sign of life; any answer is one, also an error. */
  void ping() throws IOException {
    if (loggedIn) {
      actions.send(new Action("Ping"));
    }
  }

  /**
   * Takes a frame.
   *
   * @throws LoginRefusedException if it says that the user or the password is wrong
   */
  void accept(Frame frame, Instant arrival) throws IOException, InterruptedException {
    if (booted && !arrival.isBefore(queuesNext)) {
      queuesNext = arrival.plus(QUEUES);
      lists.askForQueuesAgain();
    }
    lists.giveUpLate(arrival);
    switch (frame.kind()) {
      case GREETING -> greet(frame);
      case RESPONSE -> answer(frame, arrival);
      default -> hear(frame, arrival);
    }
  }

  private void greet(Frame frame) throws IOException {
    String line = frame.firstLine();
    version = line.substring(line.indexOf('/') + 1);
    challenge = actions.send(new Action("Challenge").with("AuthType", "MD5"));
  }

  private void answer(Frame frame, Instant arrival) throws IOException, InterruptedException {
    String id = frame.text(ACTION_ID);
    boolean success = "Success".equals(frame.text(RESPONSE));
    if (id == null) {
      return;
    }
    if (id.equals(challenge)) {
      login(frame);
    } else if (id.equals(login)) {
      loggedIn(frame, success);
    } else if (id.equals(probe)) {
      probed(success, arrival);
    } else if (!booted) {
      // An answered ping: the PBX was booting when last asked.
      probe();
    } else if (!success) {
      lists.refused(frame, arrival);
    }
  }

  private void login(Frame frame) throws IOException {
    String key = frame.text(CHALLENGE);
    if (key == null) {
      throw new IOException("no challenge for the login: " + frame.text(MESSAGE));
    }
    login =
        actions.send(
            new Action("Login")
                .with("AuthType", "MD5")
                .with("Username", pbx.username())
                .with("Key", md5(key + pbx.secret().reveal()))
                .with("Events", String.join(",", ManagerUser.readRights())));
  }

  private void loggedIn(Frame frame, boolean success) throws IOException {
    if (success) {
      loggedIn = true;
      probe();
      return;
    }
    String message = String.valueOf(frame.text(MESSAGE));
    // Others pass by themselves, as "Asterisk is shutting down".
    throw message.contains("Authentication")
        ? new LoginRefusedException(message)
        : new IOException("no login now: " + message);
  }

  /**
   * An Asterisk that has booted says so at login, before any other answer, and knows QueueStatus;
   * one that has not does not know it yet and says so later, to all who may read class system.
   */
  private void probe() throws IOException {
    // Of a queue that there is not: only whether it is known counts.
    probe = actions.send(new Action("QueueStatus").with("Queue", "-"));
  }

  private void probed(boolean success, Instant arrival) throws IOException, InterruptedException {
    if (booted && !success) {
      log.warn("{}: no list of queue members: is app_queue loaded?", pbx.name());
    } else if (!booted && success) {
      log.warn(
          "{}: the manager user {} lacks the right read = system: restarts are not noticed",
          pbx.name(),
          pbx.username());
      connected(arrival, null);
    } else if (!booted && !unlisted) {
      unlisted = true;
      log.info("{}: logged in; waiting until Asterisk has booted", pbx.name());
    }
  }

  private void hear(Frame frame, Instant arrival) throws IOException, InterruptedException {
    AmiEvent event = frame.event();
    if (event == AmiEvent.FULLY_BOOTED) {
      booted(frame, arrival);
    } else if (event == AmiEvent.RELOAD) {
      // Members that stand in queues.conf come and go without an event of their own.
      lists.askForQueuesAgain();
    } else if (event == AmiEvent.SHUTDOWN) {
      log.info("{}: Asterisk shuts down", pbx.name());
    } else if (booted) {
      tell(frame, arrival);
    }
  }

  private void tell(Frame frame, Instant arrival) throws InterruptedException {
    AmiEvent event = frame.event();
    if (event != null && event.isOfResync()) {
      lists.accept(event, frame, arrival);
      return;
    }
    Signal signal = decoder.decode(frame, arrival);
    if (signal instanceof MemberSignal member) {
      lists.heard(member);
    }
    if (signal != null) {
      sink.accept(signal);
    }
  }

  private void booted(Frame frame, Instant arrival) throws IOException, InterruptedException {
    if (!booted) {
      Integer uptimeSeconds = frame.number(UPTIME);
      connected(arrival, uptimeSeconds == null ? null : arrival.minusSeconds(uptimeSeconds));
    }
  }

  /** A part of the bridge's own story, so by the bridge's clock: those of two PBXs may differ. */
  private void connected(Instant arrival, @Nullable Instant bootedAt)
      throws IOException, InterruptedException {
    booted = true;
    queuesNext = arrival.plus(QUEUES);
    log.info("{}: connected, Asterisk Call Manager {}", pbx.name(), version);
    sink.accept(new BridgeSignal.Connected(pbx.name(), arrival, version, bootedAt));
    lists.ask(arrival);
  }

  private static String md5(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
