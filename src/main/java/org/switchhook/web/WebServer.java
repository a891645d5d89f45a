package org.switchhook.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.WebSettings;

/**
 * Serves {@code /metrics}, {@code /healthz}, {@code /readyz} and {@code /status}. Where it cannot,
 * the bridge goes on without.
 */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** For acceptor, selectors, and a few who look at once. */
  private static final int THREADS_AT_MOST = 8;

  private static final int THREADS_AT_LEAST = 2;

  private final WebSettings settings;
  private final Metrics metrics;
  private final Health health;
  private final Supplier<Status> status;
  private @Nullable Javalin server;

  public WebServer(WebSettings settings, Metrics metrics, Health health, Supplier<Status> status) {
    this.settings = settings;
    this.health = health;
    this.metrics = metrics;
    this.status = status;
  }

  /** Listens from now on; a port that another program has is said and is no reason to stop. */
  public void start() {
    String host = settings.host();
    if (host == null) {
      return;
    }
    Javalin starting = Javalin.create(this::configure);
    try {
      starting.start(host, settings.port());
      server = starting;
      LOG.info("metrics at http://{}:{}/metrics", host, starting.port());
    } catch (RuntimeException e) {
      starting.stop();
      LOG.error(
          "cannot listen at {}:{}, so there are no metrics; write another address into listen of"
              + " [web] in switchhook.conf, or off: {}",
          host,
          settings.port(),
          e.getMessage());
    }
  }

  private void configure(JavalinConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_AT_MOST, THREADS_AT_LEAST);
    threads.setName("web");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config
        .routes
        .get("/metrics", this::metrics)
        .get("/healthz", context -> tell(context, health.alive().get()))
        .get("/readyz", context -> tell(context, health.ready().get()))
        .get("/status", this::status)
        .exception(Exception.class, WebServer::failed);
  }

  private void metrics(Context context) {
    context.contentType(Metrics.CONTENT_TYPE).result(metrics.text());
  }

  private void status(Context context) {
    context.contentType(ContentType.APPLICATION_JSON).result(status.get().json());
  }

  private static void tell(Context context, List<String> missing) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("status", missing.isEmpty() ? "ok" : "failing");
    ArrayNode each = body.putArray("missing");
    missing.forEach(each::add);
    context
        .status(missing.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(ContentType.APPLICATION_JSON)
        .result(body.toString());
  }

  private static void failed(Exception e, Context context) {
    LOG.error("{} {}: {}", context.method(), context.path(), e.getMessage(), e);
    context.status(HttpStatus.INTERNAL_SERVER_ERROR);
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop();
    }
  }
}
