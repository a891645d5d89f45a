package org.switchhook.webhook;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.soap.Operation;
import org.switchhook.soap.Wsdl;
import org.switchhook.soap.WsdlSource;
import org.switchhook.webhook.template.Operations;

/**
 * The WSDLs that rows name, each read once. Whoever asks does not wait: a row whose WSDL is not
 * there yet cannot work, and is read again when it is.
 */
public final class Wsdls implements Operations {

  private static final Logger LOG = LoggerFactory.getLogger(Wsdls.class);

  /** So long what could not be had is not asked for again. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final WsdlSource source;
  private final Executor executor;
  private final InstantSource clock;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private volatile boolean news;

  /** What became of one. */
  private sealed interface Entry permits Reading, Failed, Known {}

  private record Reading() implements Entry {}

  private record Failed(String why, Instant at) implements Entry {}

  private record Known(Wsdl wsdl) implements Entry {}

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
  public Operation find(String location, String action) {
    if (!entries.containsKey(location)) {
      begin(location);
    }
    Entry entry = entries.get(location);
    if (entry instanceof Known known) {
      synchronized (known.wsdl) {
        return known.wsdl.operation(action, null);
      }
    }
    throw new IllegalArgumentException(
        entry instanceof Failed failed ? "the WSDL: " + failed.why : "the WSDL is being read");
  }

  private void begin(String location) {
    entries.put(location, new Reading());
    executor.execute(
        () -> {
          entries.put(location, read(location));
          news = true;
        });
  }

  private Entry read(String location) {
    try {
      return new Known(Wsdl.read(location, source));
    } catch (IOException | IllegalArgumentException e) {
      return new Failed(String.valueOf(e.getMessage()), clock.instant());
    } catch (RuntimeException e) {
      LOG.error("a WSDL could not be read", e);
      return new Failed(e.toString(), clock.instant());
    }
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
    boolean had = news;
    news = false;
    return had;
  }
}
