package org.switchhook.asterisk.agi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.AgiSettings;

/**
 * Takes connections of dialplans. One thread reads the headers of all, and a connection has a
 * thread of its own only once its header is complete: who connects and says nothing takes none, and
 * is gone after 2 s, or sooner where many do.
 */
public final class AgiServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AgiServer.class);
  private static final Duration HEADER = Duration.ofSeconds(2);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  private static final Duration IDLE_THREAD = Duration.ofSeconds(30);
  private static final int BACKLOG = 1024;

  private static final int ACCEPTED_AT_ONCE = 64;

  /**
   * Asterisk writes a header line by line, some 25 of them (res_agi.c, setup_env), and to be woken
   * for each costs more than to read all. So long it takes for them.
   */
  private static final Duration LINES = Duration.ofNanos(100_000);

  /** Headers to come, at a time: the oldest makes room, and Asterisk's come at once. */
  private static final int MOST_INCOMING = 512;

  /** Beside those that ask: they say something, which takes no time, or hear that there is none. */
  static final int FURTHER_THREADS = 256;

  private final AgiSettings settings;
  private final AgiScripts scripts;
  private final Selector selector;
  private final ThreadPoolExecutor threads;
  private final Deque<Incoming> incoming = new ArrayDeque<>();
  private final Refusals refusals = new Refusals();
  private final Set<SocketChannel> talking = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "agi");
  private volatile @Nullable ServerSocketChannel server;
  private volatile @Nullable String problem;
  private volatile boolean closing;

  public AgiServer(AgiSettings settings, AgiScripts scripts) {
    this.settings = settings;
    this.scripts = scripts;
    this.threads =
        new ThreadPoolExecutor(
            0,
            settings.requests() + FURTHER_THREADS,
            IDLE_THREAD.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> daemon(new Thread(task, "agi-session")));
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread daemon(Thread thread) {
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to listen, unless the settings have it off; a port that is taken is tried for again. */
  public void start() {
    if (settings.host() != null) {
      listen();
      daemon(thread).start();
    }
  }

  /** Why it does not listen though it should; null where all is well. */
  public @Nullable String problem() {
    return problem;
  }

  /** Where it listens; 0 while it does not. */
  public int port() {
    ServerSocketChannel open = server;
    return open == null ? 0 : open.socket().getLocalPort();
  }

  private void listen() {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    try {
      ServerSocketChannel opened = ServerSocketChannel.open();
      try {
        opened.bind(address, BACKLOG);
        opened.configureBlocking(false);
        opened.register(selector, SelectionKey.OP_ACCEPT);
      } catch (IOException | RuntimeException e) {
        opened.close();
        throw e;
      }
      server = opened;
      problem = null;
      LOG.info("dialplans may ask at agi://{}:{}", settings.host(), port());
    } catch (IOException | RuntimeException e) {
      String why = "cannot listen at %s:%d: %s";
      String now = why.formatted(settings.host(), settings.port(), e.getMessage());
      if (!now.equals(problem)) {
        LOG.error("agi: {}; tried again every {} s", now, TRY_AGAIN.toSeconds());
      }
      problem = now;
    }
  }

  private void run() {
    while (!closing) {
      try {
        selector.select(this::handle, timeoutMs());
        if (!incoming.isEmpty()) {
          LockSupport.parkNanos(LINES.toNanos());
        }
        if (server == null && !closing) {
          listen();
        }
        expire();
      } catch (IOException | RuntimeException e) {
        LOG.error("agi: goes on after {}", e.toString(), e);
      }
    }
  }

  /** Until the oldest header is due; 0 would be for ever. */
  private long timeoutMs() {
    Incoming oldest = incoming.peekFirst();
    if (oldest == null) {
      return server == null ? TRY_AGAIN.toMillis() : 0;
    }
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(oldest.deadline - System.nanoTime()) + 1);
  }

  private void handle(SelectionKey key) {
    if (key.attachment() instanceof Incoming one) {
      read(one, key);
    } else {
      accept();
    }
  }

  /** Those who have come, and not for ever: who came before says something meanwhile. */
  private void accept() {
    ServerSocketChannel open = server;
    try {
      for (int i = 0; open != null && i < ACCEPTED_AT_ONCE; i++) {
        SocketChannel channel = open.accept();
        if (channel == null) {
          return;
        }
        accept(channel);
      }
    } catch (IOException e) {
      refusals.count("cannot be accepted: " + e.getMessage());
    }
  }

  private void accept(SocketChannel channel) throws IOException {
    InetAddress peer = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
    if (!settings.allows(peer)) {
      refusals.count(peer.getHostAddress() + " is not in allow of [agi]");
      channel.close();
      return;
    }
    if (incoming.size() >= MOST_INCOMING) {
      drop(incoming.removeFirst(), "others say nothing at all");
    }
    Incoming one = new Incoming(channel, System.nanoTime() + HEADER.toNanos());
    channel.configureBlocking(false);
    channel.socket().setTcpNoDelay(true);
    channel.register(selector, SelectionKey.OP_READ, one);
    incoming.addLast(one);
  }

  private void read(Incoming one, SelectionKey key) {
    try {
      String header = one.read();
      if (header != null) {
        key.cancel();
        incoming.remove(one);
        one.channel.configureBlocking(true);
        threads.execute(() -> talk(one.channel, header));
      }
    } catch (IOException | RuntimeException e) {
      incoming.remove(one);
      drop(one, e instanceof RejectedExecutionException ? "too many" : e.getMessage());
    }
  }

  private void talk(SocketChannel channel, String header) {
    talking.add(channel);
    try (channel) {
      scripts.run(channel.socket(), header);
    } catch (IOException e) {
      refusals.count(String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("agi: a session has failed", e);
    } finally {
      talking.remove(channel);
    }
  }

  private void expire() {
    long now = System.nanoTime();
    while (!incoming.isEmpty() && incoming.getFirst().deadline - now <= 0) {
      drop(incoming.removeFirst(), "no complete header within " + HEADER.toSeconds() + " s");
    }
  }

  private void drop(Incoming one, @Nullable String why) {
    refusals.count(String.valueOf(why));
    try {
      one.channel.close();
    } catch (IOException e) {
      LOG.debug("agi: {}", e.getMessage());
    }
  }

  /**
   * Waits for those who were talking when it was closed.
   *
   * @return whether all have ended by then
   */
  public boolean awaitSessions(Duration atMost) {
    try {
      return threads.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Who asks now gets no answer any more; his dialplan goes on. */
  @Override
  public void close() {
    closing = true;
    threads.shutdownNow();
    selector.wakeup();
    try {
      thread.join(HEADER.toMillis());
      ServerSocketChannel open = server;
      if (open != null) {
        open.close();
      }
      for (Incoming one : incoming) {
        one.channel.close();
      }
      for (SocketChannel channel : talking) {
        channel.close();
      }
      selector.close();
    } catch (IOException e) {
      LOG.debug("agi: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
