package org.switchhook.pbx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What lies between a bridge and the manager port of a PBX: carries bytes both ways, and can go bad
 * in the ways of a network. Its own port stays the same.
 */
public final class Cable implements AutoCloseable {
  /** Linux takes one connection more than that, and then drops every further SYN. */
  private static final int BACKLOG = 1;

  private static final int DROPPED_AFTER_MS = 200;
  private static final int BUFFER = 8_192;

  private final int pbxPort;
  private final InetSocketAddress address =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());

  /** Both ends of each connection. */
  private final Set<Socket> ends = new HashSet<>();

  private final List<Socket> fillers = new ArrayList<>();
  private ServerSocket listener;
  private boolean stalled;
  private boolean parked;

  public Cable(Pbx pbx) {
    this(pbx.amiPort());
  }

  Cable(int pbxPort) {
    this.pbxPort = pbxPort;
    listener = plug();
  }

  /** Where a bridge reaches the PBX. */
  public int port() {
    return address.getPort();
  }

  /** Each connection ends with RST; a new one is carried at once. */
  public synchronized void cut() {
    ends.forEach(Cable::reset);
    ends.clear();
  }

  /** A black hole: not a byte, not an end and not a SYN comes through, and nobody is told. */
  public synchronized void stall() {
    stalled = true;
    try {
      fill();
      awaitParked();
      while (fill()) {}
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each connection ends with RST, and a new one is refused. */
  public synchronized void unplug() {
    close(listener);
    cut();
    awaitRefusal();
  }

  /** A thread within accept(2) keeps a closed socket listening until it has woken up. */
  private void awaitRefusal() {
    Await.until("refusal", Await.DEADLINE, () -> !isTaken(), () -> "still taken");
  }

  private boolean isTaken() {
    try (Socket socket = new Socket()) {
      socket.connect(address, DROPPED_AFTER_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Carries again; connections that were only stalled go on. */
  public synchronized void repair() {
    fillers.forEach(Cable::close);
    fillers.clear();
    stalled = false;
    notifyAll();
    if (listener.isClosed()) {
      listener = plug();
    }
  }

  @Override
  public synchronized void close() {
    repair();
    unplug();
  }

  private ServerSocket plug() {
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(address, BACKLOG);
      start("cable-" + pbxPort, () -> accept(opened));
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there was a place left in the backlog, which nobody takes while stalled. */
  private boolean fill() throws IOException {
    Socket filler = new Socket();
    try {
      filler.connect(address, DROPPED_AFTER_MS);
      fillers.add(filler);
      return true;
    } catch (SocketTimeoutException full) {
      filler.close();
      return false;
    }
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket bridge = from.accept();
        park();
        carry(bridge);
      }
    } catch (IOException unplugged) {
      close(from);
    }
  }

  private synchronized void carry(Socket bridge) {
    if (listener.isClosed()) {
      reset(bridge);
      return;
    }
    try {
      Socket pbx = new Socket(address.getAddress(), pbxPort);
      ends.addAll(List.of(bridge, pbx));
      start("cable-up-" + pbxPort, () -> pump(bridge, pbx));
      start("cable-down-" + pbxPort, () -> pump(pbx, bridge));
    } catch (IOException e) {
      reset(bridge); // The PBX listens no more.
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitFlow();
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException e) {
      // One end has gone, and so will the other.
    }
    awaitFlow();
    close(from);
    close(to);
    forget(from, to);
  }

  private synchronized void forget(Socket from, Socket to) {
    ends.remove(from);
    ends.remove(to);
  }

  /** One is accepted and goes no further: from now on nobody takes from the backlog. */
  private synchronized void park() {
    parked = true;
    notifyAll();
    awaitFlow();
    parked = false;
  }

  private synchronized void awaitParked() {
    await(() -> !parked);
  }

  private synchronized void awaitFlow() {
    await(() -> stalled);
  }

  private synchronized void await(BooleanSupplier whileTrue) {
    try {
      while (whileTrue.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    close(socket);
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
