package org.switchhook.demo;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.PbxSettings;

/**
 * One connection to the recorded PBX: greeting, login, actions, and the events if it wants them.
 */
final class ManagerConnection implements Closeable {
  private static final String GREETING = "Asterisk Call Manager/11.0.0\r\n";

  private final Socket socket;
  private final PbxSettings account;
  private final Answers answers;
  private final Runnable listens;
  private final String challenge = UUID.randomUUID().toString();
  private boolean loggedIn;
  private boolean wantsEvents;

  /**
   * Serves this socket.
   *
   * @param account who may log in
   * @param listens called whenever this connection begins to want events
   */
  ManagerConnection(Socket socket, PbxSettings account, Clock clock, Runnable listens) {
    this.socket = socket;
    this.account = account;
    this.answers = new Answers(account.name(), clock);
    this.listens = listens;
  }

  /** Answers until the other side leaves. */
  void serve() throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    write(GREETING);
    for (Map<String, String> action = read(in); action != null; action = read(in)) {
      answer(action);
    }
  }

  /** Sends an event, if this connection wants any. */
  void event(String frame) {
    try {
      writeEvent(frame);
    } catch (IOException gone) {
      close();
    }
  }

  boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Header names are not case-sensitive. Null at the end of the stream. */
  private static @Nullable Map<String, String> read(BufferedReader in) throws IOException {
    Map<String, String> action = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty() && !action.isEmpty()) {
        return action;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        action.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return null;
  }

  private void answer(Map<String, String> action) throws IOException {
    switch (action.getOrDefault("Action", "").toLowerCase(Locale.ROOT)) {
      case "challenge" -> write(answers.success(action, "Challenge: " + challenge));
      case "login" -> login(action);
      case "logoff" -> {
        write(answers.response("Goodbye", action, "Message: Thanks for all the fish."));
        close();
      }
      case "events" -> events(action);
      default -> write(loggedIn ? answers.to(action) : answers.denied(action));
    }
  }

  private void login(Map<String, String> action) throws IOException {
    if (!isRight(action)) {
      write(answers.error(action, "Authentication failed"));
      close();
      return;
    }
    loggedIn = true;
    boolean wanted = !isOff(action.getOrDefault("Events", "on"));
    String accepted = answers.success(action, "Message: Authentication accepted");
    write(wanted ? accepted + answers.fullyBooted() : accepted);
    listen(wanted);
  }

  private boolean isRight(Map<String, String> action) {
    String secret = account.secret().reveal();
    String right =
        "md5".equalsIgnoreCase(action.get("AuthType")) ? md5(challenge + secret) : secret;
    String given = action.getOrDefault("Key", action.getOrDefault("Secret", ""));
    return account.username().equals(action.get("Username")) && given.equals(right);
  }

  private void events(Map<String, String> action) throws IOException {
    if (!loggedIn) {
      write(answers.denied(action));
      return;
    }
    boolean off = isOff(action.getOrDefault("EventMask", "on"));
    write(answers.success(action, "Events: " + (off ? "Off" : "On")));
    listen(!off);
  }

  private void listen(boolean wanted) {
    synchronized (this) {
      wantsEvents = wanted;
    }
    if (wanted) {
      listens.run();
    }
  }

  private static boolean isOff(String mask) {
    return mask.equalsIgnoreCase("off") || mask.equalsIgnoreCase("no") || mask.equals("0");
  }

  private synchronized void writeEvent(String frame) throws IOException {
    if (wantsEvents) {
      write(frame);
    }
  }

  private synchronized void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What the manager interface calls a challenge login; there is no other digest. */
  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
