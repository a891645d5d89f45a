package org.switchhook.asterisk.ami;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A network in front of a PBX on loopback, which can become a black hole: nothing comes through and
 * no end is said. What it has swallowed never arrives, and a connection begun in it leads nowhere.
 */
final class StallingProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final int target;
  private volatile boolean stalled;

  StallingProxy(int target) throws IOException {
    this.target = target;
    begin(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  void stall() {
    stalled = true;
  }

  void repair() {
    stalled = false;
  }

  private void serve() throws IOException {
    while (true) {
      Socket client = server.accept();
      sockets.add(client);
      if (!stalled) {
        Socket pbx = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(pbx);
        begin(() -> pass(client, pbx));
        begin(() -> pass(pbx, client));
      }
    }
  }

  private void pass(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] bytes = new byte[8192];
    boolean swallowed = false;
    for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
      swallowed |= stalled;
      if (!swallowed) {
        out.write(bytes, 0, read);
      }
    }
    if (!swallowed && !stalled) {
      to.close();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void begin(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // One of the two went away, or the test is over.
              }
            },
            "stalling-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
