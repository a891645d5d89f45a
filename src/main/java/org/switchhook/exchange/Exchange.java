package org.switchhook.exchange;

import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.DestinationSettings;
import org.switchhook.config.ProxyAddress;
import org.switchhook.config.ProxySettings;
import org.switchhook.config.Version;
import org.switchhook.webhook.Credential;
import org.switchhook.webhook.TokenCredential;

/**
 * Sends one request and reads its answer, in the thread that asks. One call is one request on the
 * wire: no redirect is followed and nothing is sent twice. A credential may need more: a token is
 * fetched first, and what a 401 asks for is answered once.
 */
public final class Exchange implements AutoCloseable {

  private static final Set<String> NEED_A_BODY = Set.of("POST", "PUT", "PATCH");
  private static final long READ_AT_MOST = 64 * 1024;
  private static final long KEEP_AT_MOST = 16 * 1024;

  /** What is read of an answer: 256 KiB of headers, 64 KiB of the body, what wraps them. */
  private static final long LONGEST_ANSWER = 512 * 1024;

  /** Connections that wait for the next request, over all endpoints. */
  private static final int IDLE_CONNECTIONS = 256;

  /**
   * Shorter than receivers wait: Node and Apache close a connection after 5 s, and a request that
   * goes into one that is just being closed is lost to this attempt.
   */
  private static final Duration IDLE = Duration.ofSeconds(4);

  private final Addresses addresses = new Addresses();
  private final TimedDns dns;
  private final AddressPolicy policy;
  private final OkHttpClient client;
  private final Clients clients;
  private final @Nullable ProxySettings proxy;
  private final Duration attemptTimeout;
  private final Authentication authentication = new Authentication(this::once);
  private final String userAgent = "Switchhook/" + Version.text();

  public Exchange(DeliverySettings settings) {
    this(settings, Dns.SYSTEM);
  }

  Exchange(DeliverySettings settings, Dns resolver) {
    this.attemptTimeout = settings.attemptTimeout();
    this.dns = new TimedDns(resolver, settings.connectTimeout());
    DestinationSettings destinations = settings.destinations();
    this.policy = new AddressPolicy(destinations.deny());
    this.proxy = destinations.proxy();
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectTimeout(settings.connectTimeout())
            .callTimeout(settings.attemptTimeout())
            // The time of the call is limit enough. With one for each read and write Java asks the
            // system three times for each (read, poll, read), and OkHttp sets an alarm for each.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .proxy(Proxy.NO_PROXY)
            .dns(dns)
            .socketFactory(new GuardedSockets(policy, LONGEST_ANSWER, attemptTimeout))
            // TLS 1.2 is the lowest of MODERN_TLS.
            .connectionSpecs(
                destinations.httpsOnly()
                    ? List.of(ConnectionSpec.MODERN_TLS)
                    : List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
            // By HTTP/2 a receiver may send 16 MB of an answer before anybody reads it.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(Connections.keep(IDLE_CONNECTIONS, IDLE));
    if (destinations.caFile() != null) {
      Trust trust = Trust.inJavaAnd(destinations.caFile());
      builder.sslSocketFactory(trust.sockets(), trust);
    }
    this.client = builder.build();
    this.clients = new Clients(client, dns::isSingle, policy, proxy);
  }

  /** Sends it and waits for the answer; trouble on the way is an answer without a status. */
  public Answer send(Request asked) {
    long start = System.nanoTime();
    Optional<HttpUrl> url = addresses.read(asked.url());
    if (url.isEmpty()) {
      return failed("the url is no address", start);
    }
    return once(url.get(), asked, null, deadline(asked)).answer().lasting(since(start));
  }

  /**
   * Sends it with credentials; an attempt takes no longer for that. Nothing goes out where one of
   * them may not go, and nothing of them is in the answer.
   *
   * @param by whose it is made; absent where nobody's
   * @param borne those whose secrets stand in the request already
   */
  public Answer send(Request asked, @Nullable Credential by, Collection<Credential> borne) {
    if (by == null && borne.isEmpty()) {
      return send(asked);
    }
    long start = System.nanoTime();
    Optional<HttpUrl> url = addresses.read(asked.url());
    if (url.isEmpty()) {
      return failed("the url is no address", start);
    }
    List<Credential> all = new ArrayList<>(borne);
    if (by != null) {
      all.add(by);
    }
    String objection = Authentication.objection(url.get().host(), all).orElse(null);
    if (objection != null) {
      return Answer.withheld(objection, since(start));
    }
    try {
      Deadline deadline = deadline(asked);
      return authentication.send(url.get(), asked, by, all, deadline).lasting(since(start));
    } catch (NoTokenException e) {
      return Answer.withheld(String.valueOf(e.getMessage()), since(start));
    }
  }

  /**
   * Sends it like that for a thread that computes in turn with others.
   *
   * @param turn which the thread has, and has again when this is over
   */
  public Answer send(
      Request asked, @Nullable Credential by, Collection<Credential> borne, Turn turn) {
    Waiting.by(turn, deadline(asked));
    try {
      return send(asked, by, borne);
    } finally {
      Waiting.over();
      turn.enter();
    }
  }

  /**
   * Fetches a token if none is kept.
   *
   * @return how long it can be used from then
   * @throws IllegalStateException when the token server gives none, saying why
   */
  public Duration token(TokenCredential credential) {
    try {
      return authentication.token(credential, Deadline.in(attemptTimeout)).lifetime();
    } catch (NoTokenException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private Deadline deadline(Request asked) {
    Duration own = asked.transport().timeout();
    return Deadline.in(own == null || own.compareTo(attemptTimeout) > 0 ? attemptTimeout : own);
  }

  private Reply once(HttpUrl url, Request asked, @Nullable Own own, Deadline deadline) {
    long start = System.nanoTime();
    if (deadline.isOver()) {
      return new Reply(failed(Reason.TOO_LATE, start), List.of());
    }
    ProxyAddress by = asked.transport().proxy();
    String objection = clients.objection(url, by).orElse(null);
    if (objection != null) {
      return new Reply(failed(objection, start), List.of());
    }
    OkHttpClient way = clients.of(url, by);
    Call call = way.newCall(wire(url, asked, own));
    // OkHttp takes zero for no limit.
    call.timeout().timeout(Math.max(1, deadline.left().toNanos()), TimeUnit.NANOSECONDS);
    TimedDns.until(deadline);
    // Other threads connect for it, or TLS goes to and fro: it would wait for its turn each time.
    boolean apart = way.fastFallback() || url.isHttps();
    if (apart) {
      Waiting.begins();
    }
    try (Response response = call.execute()) {
      return new Reply(read(call, response, start), response.challenges());
    } catch (IOException e) {
      return new Reply(failed(Reason.of(e), start), List.of());
    } catch (Exception e) {
      return new Reply(failed(interruption(e), start), List.of());
    } finally {
      TimedDns.over();
      if (apart) {
        Waiting.ends();
      }
    }
  }

  /** OkHttp, which is no Java, throws this one without a word of it where it connects. */
  private static String interruption(Exception trouble) {
    if (trouble instanceof RuntimeException other) {
      throw other;
    }
    Thread.currentThread().interrupt();
    return "it was stopped";
  }

  /** Ends these, if they are on their way: each has no answer then. */
  public void cancel(Set<Request> requests) {
    for (Call call : client.dispatcher().runningCalls()) {
      Request asked = call.request().tag(Request.class);
      if (asked != null && requests.contains(asked)) {
        call.cancel();
      }
    }
  }

  /**
   * What is at an address, as a GET gives it.
   *
   * @throws IOException when it cannot be had, or is larger; the message has no part of the address
   */
  public byte[] fetch(String address, int atMost) throws IOException {
    HttpUrl url =
        addresses.read(address).orElseThrow(() -> new IOException("the url is no address"));
    Request asked = Request.get(address, Map.of());
    OkHttpClient patient =
        client
            .newBuilder()
            .socketFactory(new GuardedSockets(policy, LONGEST_ANSWER + atMost, attemptTimeout))
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
    Clients ways = new Clients(patient, dns::isSingle, policy, proxy);
    String objection = ways.objection(url, null).orElse(null);
    if (objection != null) {
      throw new IOException(objection);
    }
    try (Response response = ways.of(url, null).newCall(wire(url, asked, null)).execute()) {
      if (!response.isSuccessful()) {
        throw new IOException("status " + response.code());
      }
      BufferedSource source = response.body().source();
      if (source.request(atMost + 1L)) {
        throw new IOException("it has more than " + atMost + " bytes");
      }
      return source.readByteArray();
    } catch (IOException e) {
      throw new IOException(Reason.of(e), e);
    }
  }

  /** Requests in flight end with an error at once. */
  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
    dns.close();
  }

  private okhttp3.Request wire(HttpUrl url, Request asked, @Nullable Own own) {
    Headers.Builder headers =
        new Headers.Builder()
            .add("User-Agent", userAgent)
            // OkHttp would unpack gzip by itself, and 10 GB fit into a small answer.
            .add("Accept-Encoding", "identity");
    if (!url.username().isEmpty()) {
      headers.add(
          "Authorization",
          Credentials.basic(url.username(), url.password(), StandardCharsets.UTF_8));
    }
    clients
        .login(url, asked.transport().proxy())
        .ifPresent(login -> headers.addUnsafeNonAscii("Proxy-Authorization", login));
    asked.headers().forEach((name, value) -> headers.set(name, Reason.ascii(value)));
    if (asked.body() != null) {
      headers.set("Content-Type", Reason.ascii(asked.contentType()));
    }
    if (own != null) {
      headers.removeAll(own.name()).addUnsafeNonAscii(own.name(), own.value().reveal());
    }
    return new okhttp3.Request.Builder()
        .url(url)
        .headers(headers.build())
        .method(asked.method(), body(asked))
        .tag(Request.class, asked)
        .build();
  }

  private static @Nullable RequestBody body(Request asked) {
    if (asked.body() != null) {
      return new OneShotBody(asked.body());
    }
    // Without one OkHttp does not send these.
    return NEED_A_BODY.contains(asked.method()) ? RequestBody.create(new byte[0]) : null;
  }

  private static Answer read(Call call, Response response, long start) {
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
      if (all >= READ_AT_MOST) {
        // OkHttp would read on for a while, to use the connection again.
        call.cancel();
      }
    } catch (IOException e) {
      error = "the answer broke off: " + Reason.of(e);
    }
    return new Answer(
        response.code(), error, since(start), head.readUtf8(), response.headers()::get);
  }

  private static Answer failed(String error, long start) {
    return Answer.none(error, since(start));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
