package org.switchhook.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Sockets that go where the {@link AddressPolicy} lets them; see {@link GuardedSocket}. */
final class GuardedSockets extends SocketFactory {

  private final AddressPolicy policy;
  private final long longestAnswer;

  GuardedSockets(AddressPolicy policy, long longestAnswer) {
    this.policy = policy;
    this.longestAnswer = longestAnswer;
  }

  @Override
  public Socket createSocket() {
    return new GuardedSocket(policy, longestAnswer);
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
