package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An AMI server on loopback that answers each action as the test says. */
public final class ScriptedPbx implements AutoCloseable {

  static final String GREETING = "Asterisk Call Manager/11.0.0\r\n";
  static final String BOOTED = "Event: FullyBooted\r\nPrivilege: system,all\r\n\r\n";
  static final String CHALLENGE = "840415273";

  /** What is said to an action; absent if nothing is. */
  public interface Script {
    String answer(Map<String, String> action);
  }

  private final ServerSocket server;
  private final List<Map<String, String>> actions = new CopyOnWriteArrayList<>();
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private volatile Script script;

  public ScriptedPbx(Script script) throws IOException {
    this(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), script);
  }

  ScriptedPbx(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    Thread thread = new Thread(this::serve, "scripted-pbx");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  void script(Script other) {
    script = other;
  }

  /** All that was asked, in order, over all connections. */
  List<String> asked() {
    return actions.stream().map(action -> action.get("Action")).toList();
  }

  Map<String, String> asked(String name) {
    return actions.stream().filter(a -> name.equals(a.get("Action"))).findFirst().orElseThrow();
  }

  /** How many have connected. */
  int clients() {
    return clients.size();
  }

  void hangUp() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  /** Says something unasked to all who are connected. */
  void say(String text) throws IOException {
    for (Socket client : clients) {
      client.getOutputStream().write(text.getBytes(UTF_8));
    }
  }

  /** As a healthy Asterisk answers. */
  public static String healthy(Map<String, String> action) {
    return switch (action.getOrDefault("Action", "")) {
      case "Challenge" -> response(action, "Success", "Challenge: " + CHALLENGE);
      case "Login" -> response(action, "Success", "Message: Authentication accepted") + BOOTED;
      default -> response(action, "Success", "Message: done");
    };
  }

  public static String response(Map<String, String> action, String response, String line) {
    return "Response: %s\r\nActionID: %s\r\n%s\r\n\r\n"
        .formatted(response, action.get("ActionID"), line);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        clients.add(client);
        Thread thread = new Thread(() -> talk(client), "scripted-pbx-client");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket client) {
    try (client) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      client.getOutputStream().write(GREETING.getBytes(UTF_8));
      Map<String, String> action = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          action.put(line.substring(0, colon), line.substring(colon + 2));
        } else {
          actions.add(action);
          client.getOutputStream().write(script.answer(action).getBytes(UTF_8));
          action = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        }
      }
    } catch (IOException e) {
      // The client went away, which tests make it do.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }
}
