package org.switchhook.pbx;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;

/** Free ports on loopback, TCP and UDP; none is given twice within a while. */
public final class Ports {
  /** Below the range from which Linux takes the local ports of connections. */
  private static final int LOWEST = 10_000;

  private static final int HIGHEST = 32_000;

  /** Single ports are below, or they would be strewn over every long row of adjacent ones. */
  private static final int ROWS = 16_000;

  private static final int LONG_ROW = 100;
  private static final int ATTEMPTS = 1_000;

  private static final Random RANDOM = new Random();

  /**
   * Those given last. Who got one may not have bound it yet; after so many others it is bound, or
   * was given up and is free again.
   */
  private static final Set<Integer> GIVEN = new LinkedHashSet<>();

  private static final int REMEMBERED = 2_000;

  private Ports() {}

  public static int free() {
    return free(1);
  }

  /** The first of {@code count} adjacent free ports; it is even, as RTP wants it. */
  static synchronized int free(int count) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int first = first(count);
      if (allFree(first, count)) {
        for (int port = first; port < first + count; port++) {
          GIVEN.add(port);
        }
        forget();
        return first;
      }
    }
    throw new IllegalStateException("no " + count + " adjacent free ports on loopback");
  }

  private static int first(int count) {
    int lowest = count < LONG_ROW ? LOWEST : ROWS;
    int highest = count < LONG_ROW ? ROWS : HIGHEST;
    return (lowest + RANDOM.nextInt(highest - lowest - count)) & ~1;
  }

  private static void forget() {
    Iterator<Integer> eldest = GIVEN.iterator();
    for (int excess = GIVEN.size() - REMEMBERED; excess > 0; excess--) {
      eldest.next();
      eldest.remove();
    }
  }

  private static boolean allFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      if (GIVEN.contains(port) || !bindable(port)) {
        return false;
      }
    }
    return true;
  }

  static boolean bindable(int port) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket tcp = new ServerSocket();
        DatagramSocket udp = new DatagramSocket(port, loopback)) {
      tcp.setReuseAddress(true);
      tcp.bind(new InetSocketAddress(loopback, port));
      return udp.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
