package org.switchhook.exchange;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * A socket that asks the {@link AddressPolicy} as it dials, and that reads an answer of bounded
 * length.
 *
 * <p>Only as it dials the address is final: a name may resolve differently from one moment to the
 * next, and OkHttp asks no resolver for a literal. And OkHttp bounds the headers of an answer, but
 * not the line before a chunk of the body: that alone could fill the memory within an attempt.
 */
final class GuardedSocket extends Socket {

  private final AddressPolicy policy;
  private final long longestAnswer;
  private final Duration patience;

  /** Of the answer to what was written last. */
  private volatile long left;

  /**
   * @param longestAnswer bytes that are read of one
   * @param patience with a handshake
   */
  GuardedSocket(AddressPolicy policy, long longestAnswer, Duration patience) {
    super(Proxy.NO_PROXY);
    this.policy = policy;
    this.longestAnswer = longestAnswer;
    this.patience = patience;
    this.left = longestAnswer;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    if (endpoint instanceof InetSocketAddress inet && inet.getAddress() != null) {
      String objection = policy.objection(inet.getAddress()).orElse(null);
      if (objection != null) {
        throw new RefusedException(objection);
      }
    }
    Waiting.mayBegin();
    super.connect(endpoint, timeout);
    // A call whose time is over at this moment does not know yet that there is something to close
    // (ConnectPlan.kt), and would wait for ever for TLS or a proxy. OkHttp sets its own with the
    // first request, which it does know how to end.
    setSoTimeout((int) Math.max(1, patience.toMillis()));
    // Else the end of a body of more than 8 KiB waits 40 ms for the other side's delayed ACK.
    setTcpNoDelay(true);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new BoundedInput(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        left = longestAnswer;
        Waiting.mayBegin(); // The receiver may not read.
        out.write(bytes, offset, length);
      }
    };
  }

  private final class BoundedInput extends FilterInputStream {

    BoundedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      long most = left;
      if (most <= 0) {
        throw new RefusedException("the answer does not end after " + longestAnswer + " bytes");
      }
      Waiting.begins();
      try {
        int count = super.read(bytes, offset, (int) Math.min(length, most));
        left = most - Math.max(count, 0);
        return count;
      } finally {
        Waiting.ends();
      }
    }
  }
}
