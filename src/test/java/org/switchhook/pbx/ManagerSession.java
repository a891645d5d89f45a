package org.switchhook.pbx;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A login to the manager interface: sends actions, and keeps what comes until it is awaited. */
final class ManagerSession implements AutoCloseable {
  private final Socket socket;
  private final Consumer<byte[]> frames;
  private final List<Message> events = new ArrayList<>();
  private final Map<String, Message> responses = new HashMap<>();
  private final Runnable atEnd;
  private int actions;
  private boolean ended;

  /**
   * Logs in.
   *
   * @param frames gets every frame as it came, with the empty line that ends it
   * @param atEnd is told when the session is over, be it closed here or by Asterisk
   */
  static ManagerSession login(int port, ManagerUser user, Consumer<byte[]> frames, Runnable atEnd) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      ManagerSession session = new ManagerSession(socket, frames, atEnd);
      Thread reader = new Thread(session::read, "manager-" + user.username());
      reader.setDaemon(true);
      reader.start();
      session.send("Login", "Username", user.username(), "Secret", user.secret());
      return session;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ManagerSession(Socket socket, Consumer<byte[]> frames, Runnable atEnd) {
    this.socket = socket;
    this.frames = frames;
    this.atEnd = atEnd;
  }

  /** Sends an action and awaits its response; anything but success is an error. */
  Message send(String action, String... headers) {
    Message response = ask(action, headers);
    if (!response.get("Response").equals("Success")) {
      throw new IllegalStateException(action + " " + List.of(headers) + ": " + response.headers());
    }
    return response;
  }

  /** Sends an action and awaits its response, whatever it is. */
  Message ask(String action, String... headers) {
    String id;
    synchronized (this) {
      id = "t" + ++actions;
    }
    StringBuilder text = new StringBuilder("Action: " + action + "\r\nActionID: " + id + "\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      text.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    write(text.append("\r\n").toString());
    Await.until("response to " + action, Await.DEADLINE, () -> has(id) || ended(), () -> "");
    synchronized (this) {
      Message response = responses.remove(id);
      if (response == null) {
        throw new IllegalStateException("Asterisk closed the session before it answered " + action);
      }
      return response;
    }
  }

  /** The first event since {@link #forget} that is meant; waits for it. */
  Message await(String what, Predicate<Message> meant) {
    Await.until(what, Await.DEADLINE, () -> find(meant) != null, this::last);
    return Objects.requireNonNull(find(meant));
  }

  /** How many of the events since {@link #forget} are meant. */
  synchronized long count(Predicate<Message> meant) {
    return events.stream().filter(meant).count();
  }

  /** The events since {@link #forget} that are meant. */
  synchronized List<Message> all(Predicate<Message> meant) {
    return events.stream().filter(meant).toList();
  }

  /** What came until now is not awaited any more. */
  synchronized void forget() {
    events.clear();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized boolean has(String id) {
    return responses.containsKey(id);
  }

  private synchronized boolean ended() {
    return ended;
  }

  private synchronized @Nullable Message find(Predicate<Message> meant) {
    return events.stream().filter(meant).findFirst().orElse(null);
  }

  private synchronized String last() {
    List<String> names = events.stream().map(event -> event.get("Event")).toList();
    return "came: " + names.subList(Math.max(0, names.size() - 40), names.size());
  }

  private void write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
      int end = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        frame.write(next);
        end = next == '\r' || next == '\n' ? end + 1 : 0;
        if (end == 4) {
          keep(frame.toByteArray());
          frame.reset();
          end = 0;
        }
      }
    } catch (IOException closed) {
      // The end of the session, ours or Asterisk's: whoever still waits runs into the deadline.
    }
    end();
    atEnd.run();
  }

  private synchronized void end() {
    ended = true;
  }

  private synchronized void keep(byte[] frame) {
    Message message = Message.of(frame);
    if (message.isResponse()) {
      responses.put(message.get("ActionID"), message);
    } else {
      events.add(message);
    }
    frames.accept(frame);
  }
}
