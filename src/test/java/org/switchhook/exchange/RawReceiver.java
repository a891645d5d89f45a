package org.switchhook.exchange;

import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A receiver that answers what no HTTP server would, until the connection ends. */
final class RawReceiver implements AutoCloseable {

  /**
   * What it writes; an IOException ends it, as that of a connection which the other side closed.
   */
  interface Script {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket listening;
  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();

  private RawReceiver(Script script) throws IOException {
    this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    this.script = script;
  }

  /** Reads a request by HTTP, then writes. */
  static RawReceiver answering(Script script) {
    return open(script, true);
  }

  /** Writes as soon as the first byte has come, whatever it is. */
  static RawReceiver speaking(Script script) {
    return open(script, false);
  }

  private static RawReceiver open(Script script, boolean http) {
    try {
      RawReceiver receiver = new RawReceiver(script);
      start(() -> receiver.accept(http));
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Connections that were opened to it. */
  int accepted() {
    return accepted.get();
  }

  /** Bytes that went out, into the buffers of the two hosts at the least. */
  long written() {
    return written.get();
  }

  private void accept(boolean http) {
    try {
      while (true) {
        Socket socket = listening.accept();
        accepted.incrementAndGet();
        open.add(socket);
        start(() -> serve(socket, http));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket, boolean http) {
    try (socket) {
      if (http) {
        readRequest(socket);
      } else if (socket.getInputStream().read() < 0) {
        return;
      }
      script.write(counted(socket.getOutputStream()));
    } catch (IOException | InterruptedException e) {
      // The other side has had enough.
    }
  }

  private static void readRequest(Socket socket) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    for (int i = 0; i < length; i++) {
      in.read();
    }
  }

  private OutputStream counted(OutputStream to) {
    return new FilterOutputStream(to) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        written.addAndGet(length);
      }

      @Override
      public void write(int one) throws IOException {
        out.write(one);
        written.incrementAndGet();
      }
    };
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "receiver");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
