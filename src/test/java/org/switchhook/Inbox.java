package org.switchhook;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.switchhook.outbox.Await;

/** A receiver of webhooks: keeps what is posted, can hold its answers back, and can be ill. */
final class Inbox implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final MockWebServer server = new MockWebServer();
  private final List<Posted> posts = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private Predicate<Posted> held = posted -> false;
  private CountDownLatch release = new CountDownLatch(1);
  private boolean ill;

  private Inbox() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            boolean kept = take(Posted.of(request, Instant.now()));
            return new MockResponse.Builder().code(kept ? 204 : 500).build();
          }
        });
  }

  /** Listens on a free port of loopback. */
  static Inbox open() throws IOException {
    Inbox inbox = new Inbox();
    inbox.server.start();
    return inbox;
  }

  /** Where to post to. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getPort() + path;
  }

  /** From now on these posts are kept and not answered. */
  synchronized void hold(Predicate<Posted> which) {
    held = which;
    release = new CountDownLatch(1);
  }

  /** From now on nothing is kept, and everything is answered with an error at once. */
  synchronized void fail() {
    ill = true;
  }

  /** From now on nothing is kept and nothing is answered. */
  synchronized void hang() {
    ill = true;
    hold(posted -> true);
  }

  /** Answers what was held back, and whatever comes; is well again. */
  synchronized void release() {
    ill = false;
    held = posted -> false;
    release.countDown();
  }

  /** What came until now counts no more. */
  synchronized void forget() {
    posts.clear();
  }

  /** All that came to a path until now. */
  synchronized List<Posted> at(String path) {
    return posts.stream().filter(posted -> posted.path().equals(path)).toList();
  }

  /** Waits for a post, and gives it. */
  Posted await(String what, Predicate<Posted> meant) {
    Await.until(what + ", and not only " + this, DEADLINE, () -> find(meant) != null);
    return Objects.requireNonNull(find(meant));
  }

  /** Waits for an event of a call at a path. */
  Posted await(String path, String call, String type) {
    return await(
        type + " of " + call,
        posted ->
            posted.path().equals(path) && posted.isAbout(call) && posted.event().equals(type));
  }

  /** What came about a call to a path, each event once, in order of sequence. */
  List<Posted> story(String path, String call) {
    return story(path, posted -> posted.isAbout(call));
  }

  /** The same of a call that is closed, once all has come: what holds of every story holds. */
  List<Posted> wholeStory(String path, String call) {
    List<Posted> story = story(path, call);
    Invariants.ofJson(story.stream().map(Posted::body).toList()).hold();
    return story;
  }

  /** What came of an agent alone to a path, each event once, in order of sequence. */
  List<Posted> agentStory(String path, String member) {
    return story(
        path,
        posted ->
            posted.event().startsWith("agent.")
                && posted.json().path("agent").path("interface").asText().equals(member));
  }

  private List<Posted> story(String path, Predicate<Posted> meant) {
    Map<String, Posted> byId =
        at(path).stream()
            .filter(meant)
            .collect(Collectors.toMap(Posted::id, posted -> posted, Posted::sameAs));
    return byId.values().stream().sorted(Comparator.comparing(Posted::sequence)).toList();
  }

  private synchronized @Nullable Posted find(Predicate<Posted> meant) {
    return posts.stream().filter(meant).findFirst().orElse(null);
  }

  /** Returns when the answer may go: whether it was kept. */
  private boolean take(Posted posted) throws InterruptedException {
    CountDownLatch released;
    boolean kept;
    synchronized (this) {
      kept = !ill;
      if (kept) {
        posts.add(posted);
        bodies.add(posted.body());
      }
      if (!held.test(posted)) {
        return kept;
      }
      released = release;
    }
    released.await();
    return kept;
  }

  @Override
  public synchronized String toString() {
    return posts.stream()
        .map(posted -> posted.path() + " " + posted.event())
        .collect(Collectors.joining(", "));
  }

  /** Fails if anything that ever came is not as its schema says. */
  @Override
  public void close() {
    release();
    server.close();
    bodies.forEach(Schemas::assertValid);
  }
}
