package org.switchhook.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Channels of an Asterisk that ask all at once. One thread serves them all, since what they cost is
 * to be as little as may be: it is not the bridge's.
 */
final class AskingCalls implements AutoCloseable {

  private static final ByteBuffer HEADER =
      bytes(
          """
          agi_network: yes
          agi_network_script: call/bursts?a=timeout%3D10
          agi_uniqueid: nobody
          agi_callerid: 34911555010
          agi_calleridname: unknown
          agi_dnid: 7000
          agi_threadid: 0

          """);

  private static final String COMMAND = "GET FULL VARIABLE \"";
  private static final Pattern SET = Pattern.compile("[$][{]SET\\(\\w+=([^)]*)\\)}");
  private static final int LONGEST_COMMAND = 2048;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final InetSocketAddress agi;
  private final Selector selector = Selector.open();

  /**
   * @param port of the bridge's AGI on loopback
   */
  AskingCalls(int port) throws IOException {
    agi = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * Each asks once.
   *
   * @return how long each has waited, in milliseconds
   * @throws IOException when one has no good answer
   */
  List<Double> ask(int calls) throws IOException {
    for (int i = 0; i < calls; i++) {
      Channel.open(agi, selector);
    }
    List<Double> ms = new ArrayList<>();
    while (ms.size() < calls) {
      if (selector.select(LONGEST.toMillis()) == 0) {
        throw new IOException("an ask has no end");
      }
      Set<SelectionKey> come = Set.copyOf(selector.selectedKeys());
      selector.selectedKeys().clear();
      for (SelectionKey key : come) {
        Channel channel = (Channel) key.attachment();
        if (!channel.goesOn()) {
          ms.add(channel.end());
        }
      }
    }
    return ms;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1)).asReadOnlyBuffer();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }

  private static final class Channel {

    private final long start = System.nanoTime();
    private final SocketChannel socket;
    private final ByteBuffer come = ByteBuffer.allocate(LONGEST_COMMAND);
    private String last = "";

    private Channel(SocketChannel socket) {
      this.socket = socket;
    }

    static void open(InetSocketAddress agi, Selector selector) throws IOException {
      SocketChannel socket = SocketChannel.open(agi);
      Channel channel = new Channel(socket);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.write(HEADER.duplicate());
      socket.configureBlocking(false);
      socket.register(selector, SelectionKey.OP_READ, channel);
    }

    /** Answers what has come; false once the other side has ended it. */
    boolean goesOn() throws IOException {
      if (socket.read(come) < 0) {
        return false;
      }
      if (come.position() > 0 && come.get(come.position() - 1) == '\n') {
        last = new String(come.array(), 0, come.position() - 1, ISO_8859_1);
        come.clear();
        socket.write(bytes(reply()));
      }
      return true;
    }

    /** What Asterisk says where all values are plain. */
    private String reply() {
      if (!last.startsWith(COMMAND)) {
        return "200 result=1\n"; // The reason why there is no answer.
      }
      String expression = last.substring(COMMAND.length(), last.length() - 1);
      return "200 result=1 (" + SET.matcher(expression).replaceAll("$1") + ")\n";
    }

    double end() throws IOException {
      socket.close();
      if (!last.contains("SET(SWITCHHOOK_STATUS=OK)")) {
        throw new IOException("an ask came to " + last);
      }
      return (System.nanoTime() - start) / 1e6;
    }
  }
}
