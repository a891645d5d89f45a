package org.switchhook.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;

/** Sockets that go where the {@link AddressPolicy} lets them; see {@link GuardedSocket}. */
final class GuardedSockets extends SocketFactory {

  private final AddressPolicy policy;
  private final long longestAnswer;
  private final Duration patience;

  /**
   * @param longestAnswer bytes that are read of one
   * @param patience with a handshake; milliseconds count
   */
  GuardedSockets(AddressPolicy policy, long longestAnswer, Duration patience) {
    this.policy = policy;
    this.longestAnswer = longestAnswer;
    this.patience = patience;
  }

  @Override
  public Socket createSocket() {
    return new GuardedSocket(policy, longestAnswer, patience);
  }

  // OkHttp makes unconnected sockets only; the other ways must not lead around the policy.

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }
}
