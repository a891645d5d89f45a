package org.switchhook.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A system that takes its time for each answer, and however many ask at once. One thread serves
 * them all, since what it costs is to be as little as may be: it is not the bridge's.
 */
final class AskedSystem implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int LONGEST_REQUEST = 4096;
  private static final ByteBuffer ANSWER = answer("keep-alive");
  private static final ByteBuffer LAST_ANSWER = answer("close");

  private record Due(SocketChannel to, long nanos) {}

  private final Duration takes;
  private final Selector selector = Selector.open();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final ByteBuffer request = ByteBuffer.allocate(LONGEST_REQUEST);
  private final Deque<Due> due = new ArrayDeque<>();
  private volatile boolean hangingUp;
  private volatile boolean closing;

  private AskedSystem(Duration takes) throws IOException {
    this.takes = takes;
  }

  static AskedSystem open(Duration takes) throws IOException {
    AskedSystem system = new AskedSystem(takes);
    system.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    system.server.configureBlocking(false);
    system.server.register(system.selector, SelectionKey.OP_ACCEPT);
    Thread thread = new Thread(system::run, "asked-system");
    thread.setDaemon(true);
    thread.start();
    return system;
  }

  String url() {
    return "http://127.0.0.1:" + server.socket().getLocalPort() + "/ask";
  }

  private static ByteBuffer answer(String connection) {
    String text =
        """
        HTTP/1.1 200 OK\r
        Content-Type: application/json\r
        Content-Length: 16\r
        Connection: %s\r
        \r
        {"tier": "gold"}"""
            .formatted(connection);
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1)).asReadOnlyBuffer();
  }

  /** Whether it closes each connection after an answer from now on. */
  void hangsUp(boolean after) {
    hangingUp = after;
  }

  private void run() {
    try {
      while (!closing) {
        selector.select(this::take, timeoutMs());
        answer();
      }
    } catch (IOException e) {
      System.err.println("the asked system is gone: " + e.getMessage());
    }
  }

  /** Until the first answer is due; 0 would be for ever. */
  private long timeoutMs() {
    Due first = due.peekFirst();
    return first == null ? 0 : Math.max(1, (first.nanos() - System.nanoTime()) / 1_000_000);
  }

  private void take(SelectionKey key) {
    try {
      if (key.channel() instanceof SocketChannel client) {
        read(client);
      } else {
        accept();
      }
    } catch (IOException e) {
      key.cancel(); // The bridge has ended it.
    }
  }

  private void accept() throws IOException {
    for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.register(selector, SelectionKey.OP_READ);
    }
  }

  /** A GET comes in one piece: OkHttp writes it at once. */
  private void read(SocketChannel client) throws IOException {
    int length = client.read(request.clear());
    if (length < 0) {
      client.close();
    } else if (new String(request.array(), 0, length, ISO_8859_1).endsWith("\r\n\r\n")) {
      due.add(new Due(client, System.nanoTime() + takes.toNanos()));
    } else {
      throw new IllegalStateException("half a request has come");
    }
  }

  private void answer() throws IOException {
    long now = System.nanoTime();
    for (Due one = due.peekFirst(); one != null && one.nanos() <= now; one = due.peekFirst()) {
      SocketChannel client = due.removeFirst().to();
      client.write((hangingUp ? LAST_ANSWER : ANSWER).duplicate());
      if (hangingUp) {
        client.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    selector.wakeup();
    server.close();
  }
}
