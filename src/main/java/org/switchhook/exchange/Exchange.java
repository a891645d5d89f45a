package org.switchhook.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.Version;

/**
 * Sends one request and reads its answer, in the thread that asks. One call is one request on the
 * wire: no redirect is followed and nothing is sent twice.
 */
public final class Exchange implements AutoCloseable {

  private static final long READ_AT_MOST = 64 * 1024;
  private static final long KEEP_AT_MOST = 16 * 1024;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final OkHttpClient client;
  private final String userAgent = "Switchhook/" + Version.text();

  public Exchange(DeliverySettings settings) {
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(settings.connectTimeout())
            .callTimeout(settings.attemptTimeout())
            .readTimeout(settings.attemptTimeout())
            .writeTimeout(settings.attemptTimeout())
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .proxy(Proxy.NO_PROXY)
            .socketFactory(new GuardedSockets())
            .connectionPool(
                new ConnectionPool(settings.workers(), IDLE.toSeconds(), TimeUnit.SECONDS))
            .build();
  }

  /** Sends it and waits for the answer; trouble on the way is an answer without a status. */
  public Answer send(Post post) {
    long start = System.nanoTime();
    HttpUrl url = HttpUrl.parse(post.url());
    if (url == null) {
      return failed("the url is no address", start);
    }
    try (Response response = client.newCall(request(url, post)).execute()) {
      return read(response, start);
    } catch (IOException e) {
      return failed(reason(e), start);
    }
  }

  /** Requests in flight end with an error at once. */
  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }

  private Request request(HttpUrl url, Post post) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", userAgent)
            // OkHttp would unpack gzip by itself, and 10 GB fit into a small answer.
            .header("Accept-Encoding", "identity");
    if (!url.username().isEmpty()) {
      request.header(
          "Authorization",
          Credentials.basic(url.username(), url.password(), StandardCharsets.UTF_8));
    }
    post.headers().forEach((name, value) -> request.header(name, ascii(value)));
    return request.post(new OneShotBody(MediaType.get(post.contentType()), post.body())).build();
  }

  private static Answer read(Response response, long start) {
    Buffer head = new Buffer();
    String error = null;
    try {
      BufferedSource source = response.body().source();
      long all = 0;
      Buffer part = new Buffer();
      for (long n; all < READ_AT_MOST && (n = source.read(part, READ_AT_MOST - all)) >= 0; ) {
        all += n;
        head.write(part, Math.min(n, KEEP_AT_MOST - head.size()));
        part.clear();
      }
    } catch (IOException e) {
      error = "the answer broke off: " + reason(e);
    }
    return new Answer(
        response.code(), error, since(start), head.readUtf8(), response.header("Retry-After"));
  }

  private static Answer failed(String error, long start) {
    return new Answer(null, error, since(start), "", null);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static String reason(IOException e) {
    if (e instanceof InterruptedIOException && "timeout".equals(e.getMessage())) {
      return "no answer within the time of an attempt";
    }
    return ascii(e.getClass().getSimpleName() + ": " + e.getMessage());
  }

  /** A header or a line of log holds nothing that ends it, and OkHttp refuses what is not ASCII. */
  private static String ascii(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
