package org.switchhook.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import java.util.Set;

/**
 * A PBX of its own process on loopback: accepts any login and then says a recorded session again
 * and again. Its work is not in the figures of who listens.
 */
final class TracePbx {

  /** What a client sends once it has logged in: ours the one, asterisk-java the other. */
  private static final Set<String> STARTS = Set.of("queuestatus", "ping");

  private TracePbx() {}

  /** Prints its port and serves one client after another until it is killed. */
  public static void main(String[] args) throws IOException {
    int times = Integer.parseInt(args[0]);
    byte[] events = AmiBench.events();
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        try (Socket client = server.accept()) {
          serve(client, events, times);
        } catch (SocketException e) {
          System.err.println("client gone: " + e.getMessage());
        }
      }
    }
  }

  private static void serve(Socket client, byte[] events, int times) throws IOException {
    OutputStream out = client.getOutputStream();
    var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    out.write("Asterisk Call Manager/11.0.0\r\n".getBytes(UTF_8));
    String action = "";
    String id = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("action: ")) {
        action = header.substring(8);
      } else if (header.startsWith("actionid: ")) {
        id = line.substring(10);
      } else if (line.isEmpty()) {
        out.write(answer(action, id).getBytes(UTF_8));
        if (STARTS.contains(action)) {
          say(out, events, times);
        }
      }
    }
  }

  private static void say(OutputStream out, byte[] events, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      out.write(events);
    }
    out.write(AmiBench.LAST_EVENT.getBytes(UTF_8));
    out.flush();
  }

  static String answer(String action, String id) {
    String more =
        switch (action) {
          case "challenge" -> "Challenge: 123456789\r\n";
          case "coresettings" -> "AMIversion: 11.0.0\r\nAsteriskVersion: 22.10.1\r\n";
          case "ping" -> "Ping: Pong\r\nTimestamp: 1795321416.000000\r\n";
          default -> "Message: done\r\n";
        };
    String response = "Response: Success\r\nActionID: " + id + "\r\n" + more + "\r\n";
    return response + listed(action, id);
  }

  /** Of each list that a bridge awaits after a connect the end: there is nothing in it. */
  private static String listed(String action, String id) {
    String end =
        switch (action) {
          case "bridgelist" -> "BridgeListComplete";
          case "coreshowchannels" -> "CoreShowChannelsComplete";
          case "queuestatus" -> "QueueStatusComplete";
          default -> null;
        };
    return end == null
        ? ""
        : "Event: " + end + "\r\nActionID: " + id + "\r\nEventList: Complete\r\n\r\n";
  }
}
