package org.switchhook.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Sockets that ask the {@link AddressPolicy} as they dial. Only here the address is final: a name
 * may resolve differently from one moment to the next, and OkHttp asks no resolver for a literal.
 */
final class GuardedSockets extends SocketFactory {

  @Override
  public Socket createSocket() {
    return new GuardedSocket();
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

  private static final class GuardedSocket extends Socket {

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (endpoint instanceof InetSocketAddress inet
          && inet.getAddress() != null
          && !AddressPolicy.allows(inet.getAddress())) {
        throw new SocketException(
            "refused: "
                + inet.getAddress().getHostAddress()
                + " is a link-local or cloud-metadata address");
      }
      super.connect(endpoint, timeout);
    }
  }
}
