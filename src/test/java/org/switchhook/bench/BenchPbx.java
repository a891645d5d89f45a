package org.switchhook.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A PBX on loopback: one bridge may log in, and is then told what this one is given to say. */
final class BenchPbx implements AutoCloseable {

  private static final long LOGIN_SECONDS = 60;

  private static final String BOOTED =
      "Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\n";

  private final ServerSocket server;
  private final CountDownLatch listened = new CountDownLatch(1);
  private volatile @Nullable Socket client;
  private long said;

  private BenchPbx(ServerSocket server) {
    this.server = server;
  }

  static BenchPbx open() throws IOException {
    BenchPbx pbx = new BenchPbx(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(pbx::serve, "pbx");
    thread.setDaemon(true);
    thread.start();
    return pbx;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Waits until a bridge has logged in and has asked for the members of the queues. */
  void awaitBridge() throws InterruptedException {
    if (!listened.await(LOGIN_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no bridge has logged in");
    }
  }

  /**
   * Says it, as slowly as the bridge reads.
   *
   * @return how many bytes it has said in all, answers included
   */
  synchronized long say(byte[] frames) throws IOException {
    Socket bridge = client;
    if (bridge == null) {
      throw new IOException("no bridge is there");
    }
    OutputStream out = bridge.getOutputStream();
    out.write(frames);
    said += frames.length;
    return said;
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      socket.setTcpNoDelay(true);
      client = socket;
      say("Asterisk Call Manager/11.0.0\r\n".getBytes(UTF_8));
      answer(new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
    } catch (IOException e) {
      System.err.println("the bridge is gone: " + e.getMessage());
    }
  }

  private void answer(BufferedReader in) throws IOException {
    String action = "";
    String id = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("action: ")) {
        action = header.substring(8);
      } else if (header.startsWith("actionid: ")) {
        id = line.substring(10);
      } else if (line.isEmpty()) {
        String booted = action.equals("login") ? BOOTED : "";
        say((TracePbx.answer(action, id) + booted).getBytes(UTF_8));
        if (action.equals("queuestatus")) {
          listened.countDown();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
