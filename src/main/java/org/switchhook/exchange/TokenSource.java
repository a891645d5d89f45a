package org.switchhook.exchange;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The token of one credential: fetched once for all who need it, one fetch at a time, and kept
 * until shortly before it expires. After a failure the server is left alone for a while, as each
 * failure may count towards locking an account.
 */
final class TokenSource {

  private static final Duration FIRST_REST = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /** Asks for a token. */
  interface Fetch {
    Token fetch(Deadline deadline) throws NoTokenException;
  }

  private final Fetch server;
  private final LongSupplier nanoTime;
  private @Nullable Token token;
  private long usableUntil;
  private @Nullable CompletableFuture<Token> fetching;
  private @Nullable String trouble;
  private long restUntil;
  private Duration rest = FIRST_REST;

  TokenSource(Fetch server, LongSupplier nanoTime) {
    this.server = server;
    this.nanoTime = nanoTime;
  }

  /** A token that can be used. */
  Token get(Deadline deadline) throws NoTokenException {
    CompletableFuture<Token> coming;
    boolean first;
    synchronized (this) {
      Token known = token;
      if (known != null && nanoTime.getAsLong() - usableUntil < 0) {
        return known;
      }
      throwWhileResting();
      CompletableFuture<Token> already = fetching;
      first = already == null;
      coming = already == null ? new CompletableFuture<>() : already;
      fetching = coming;
    }
    // Others wait for it too, so it is fetched out of turn.
    Waiting.begins();
    try {
      if (first) {
        fetch(coming, deadline);
      }
      return await(coming, deadline);
    } finally {
      Waiting.ends();
    }
  }

  /** The target did not take it: unless there is another by now, the next one is fetched. */
  synchronized void refused(Token bad) {
    if (bad.equals(token)) {
      token = null;
    }
  }

  private void throwWhileResting() throws NoTokenException {
    long left = restUntil - nanoTime.getAsLong();
    if (trouble != null && left > 0) {
      throw new NoTokenException(
          "%s (asked again in %d s)".formatted(trouble, TimeUnit.NANOSECONDS.toSeconds(left) + 1));
    }
  }

  private void fetch(CompletableFuture<Token> coming, Deadline deadline) {
    long asked = nanoTime.getAsLong();
    try {
      Token fresh = server.fetch(deadline);
      succeeded(fresh, asked);
      coming.complete(fresh);
    } catch (NoTokenException e) {
      failed(String.valueOf(e.getMessage()));
      coming.completeExceptionally(e);
    } finally {
      if (!coming.isDone()) {
        // Something is wrong with this program: nobody is to wait for it.
        failed("no token could be asked for");
        coming.completeExceptionally(new NoTokenException("no token could be asked for"));
      }
    }
  }

  private synchronized void succeeded(Token fresh, long asked) {
    token = fresh;
    usableUntil = asked + fresh.usable().toNanos();
    fetching = null;
    trouble = null;
    rest = FIRST_REST;
  }

  private synchronized void failed(String why) {
    fetching = null;
    trouble = why;
    restUntil = nanoTime.getAsLong() + rest.toNanos();
    Duration next = rest.multipliedBy(2);
    rest = next.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : next;
  }

  private static Token await(CompletableFuture<Token> coming, Deadline deadline)
      throws NoTokenException {
    try {
      return coming.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable why = e.getCause();
      throw new NoTokenException(why == null ? "no token" : String.valueOf(why.getMessage()));
    } catch (TimeoutException e) {
      throw new NoTokenException(
          "another request waits for the token server, which does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoTokenException("stopped while it waited for a token");
    }
  }
}
