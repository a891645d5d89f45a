package org.switchhook.webhook;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.soap.Operation;
import org.switchhook.soap.SoapVersion;
import org.switchhook.soap.Wsdl;
import org.switchhook.soap.WsdlSource;
import org.switchhook.webhook.template.NotYetException;
import org.switchhook.webhook.template.Operations;

/**
 * The WSDLs that rows name, each read once. Whoever asks does not wait: what a row whose WSDL is
 * not there yet has to tell is rendered when it is.
 */
public final class Wsdls implements Operations {

  private static final Logger LOG = LoggerFactory.getLogger(Wsdls.class);

  /** So long what could not be had is not asked for again. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final WsdlSource source;
  private final Executor executor;
  private final InstantSource clock;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean news = new AtomicBoolean();

  private record Asked(String action, @Nullable SoapVersion version) {}

  /** What became of one. */
  private sealed interface Entry permits Reading, Failed, Unusable, Known {}

  private record Reading() implements Entry {}

  private record Failed(String why, Instant at) implements Entry {}

  private record Unusable(String why) implements Entry {}

  /** A WSDL is for one thread, its operations are for all. */
  private record Known(Wsdl wsdl, Map<Asked, Operation> operations) implements Entry {
    Operation operation(Asked asked) {
      Operation known = operations.get(asked);
      if (known != null) {
        return known;
      }
      synchronized (wsdl) {
        return operations.computeIfAbsent(
            asked, which -> wsdl.operation(which.action, which.version));
      }
    }
  }

  /**
   * @param executor reads them, one after the other
   */
  Wsdls(WsdlSource source, Executor executor, InstantSource clock) {
    this.source = source;
    this.executor = executor;
    this.clock = clock;
  }

  /** For whoever can wait: they are read when they are asked for. */
  public static Wsdls now(WsdlSource source) {
    return new Wsdls(source, Runnable::run, InstantSource.system());
  }

  @Override
  public Operation find(String location, String action, @Nullable SoapVersion version) {
    if (!entries.containsKey(location)) {
      begin(location);
    }
    asked.add(location);
    Entry entry = entries.get(location);
    if (entry instanceof Known known) {
      return known.operation(new Asked(action, version));
    }
    if (entry instanceof Unusable unusable) {
      throw new IllegalArgumentException("the WSDL: " + unusable.why);
    }
    throw new NotYetException(
        entry instanceof Failed failed ? "the WSDL: " + failed.why : "the WSDL is being read");
  }

  private void begin(String location) {
    entries.put(location, new Reading());
    executor.execute(
        () -> {
          entries.put(location, read(location));
          news.set(true);
        });
  }

  private Entry read(String location) {
    try {
      return new Known(Wsdl.read(location, source), new ConcurrentHashMap<>());
    } catch (IOException e) {
      return new Failed(String.valueOf(e.getMessage()), clock.instant());
    } catch (IllegalArgumentException e) {
      return new Unusable(String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // Whatever a document from elsewhere does, the bridge goes on.
      LOG.error("a WSDL cannot be read", e);
      return new Unusable(e.toString());
    }
  }

  /** Those that nobody asks for between two calls of it are forgotten. */
  void forgetOthers() {
    entries.keySet().retainAll(asked);
    asked.clear();
  }

  /** Whether there is another answer now; asks again for what could not be had a while ago. */
  boolean hasNews() {
    Instant before = clock.instant().minus(AGAIN);
    entries.forEach(
        (location, entry) -> {
          if (entry instanceof Failed failed && failed.at.isBefore(before)) {
            begin(location);
          }
        });
    return news.getAndSet(false);
  }
}
