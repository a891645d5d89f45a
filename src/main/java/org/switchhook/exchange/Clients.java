package org.switchhook.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.AddressBlock;
import org.switchhook.config.ProxyAddress;
import org.switchhook.config.ProxySettings;

/** A client for each way out. They differ in nothing else, and share their connections. */
final class Clients {

  private static final String LOGIN = "Proxy-Authorization";

  private final OkHttpClient straight;

  /**
   * OkHttp has another thread connect, so that it can turn to the next address after 250 ms. Where
   * there is none, the thread that calls may as well connect itself: many that call at once are not
   * twice as many then.
   */
  private final OkHttpClient direct;

  private final Predicate<String> isSingle;
  private final AddressPolicy policy;
  private final @Nullable ProxySettings site;
  private final Map<ProxyAddress, OkHttpClient> others = new ConcurrentHashMap<>();
  private final OkHttpClient usual;

  /**
   * @param straight asks no proxy
   * @param isSingle whether a host has one address alone, as far as is known
   * @param site absent where nothing leaves by a proxy unless its row says so
   */
  Clients(
      OkHttpClient straight,
      Predicate<String> isSingle,
      AddressPolicy policy,
      @Nullable ProxySettings site) {
    this.straight = straight;
    this.direct = straight.newBuilder().fastFallback(false).build();
    this.isSingle = isSingle;
    this.policy = policy;
    this.site = site;
    this.usual = site == null ? straight : usual(straight, site);
  }

  private static OkHttpClient usual(OkHttpClient straight, ProxySettings site) {
    return straight
        .newBuilder()
        .proxy(null)
        .proxySelector(new Site(site))
        // Asked for a tunnel alone: a request without TLS has the login from the start.
        .proxyAuthenticator(
            (route, answer) ->
                site.username().isEmpty() || answer.request().header(LOGIN) != null
                    ? null
                    : answer.request().newBuilder().header(LOGIN, login(site)).build())
        .build();
  }

  /**
   * The one for a request.
   *
   * @param proxy of the request's own; absent: the site's
   */
  OkHttpClient of(HttpUrl url, @Nullable ProxyAddress proxy) {
    OkHttpClient client = of(proxy);
    return client.equals(straight) && isSingle.test(url.host()) ? direct : client;
  }

  private OkHttpClient of(@Nullable ProxyAddress proxy) {
    if (proxy == null) {
      return usual;
    }
    return proxy.equals(ProxyAddress.NONE)
        ? straight
        : others.computeIfAbsent(
            proxy, address -> straight.newBuilder().proxy(proxy(address)).build());
  }

  /**
   * Why no request may go there by a proxy; empty where one may, and where none is asked. A proxy
   * finds the addresses of names itself, so its own rules hold for those.
   */
  Optional<String> objection(HttpUrl url, @Nullable ProxyAddress proxy) {
    return isByProxy(url, proxy)
        ? literal(url.host()).flatMap(policy::objection)
        : Optional.empty();
  }

  /** What the site's proxy wants to see before it passes on what it can read. */
  Optional<String> login(HttpUrl url, @Nullable ProxyAddress proxy) {
    return site == null || proxy != null || url.isHttps() || site.username().isEmpty()
        ? Optional.empty()
        : Optional.of(login(site)).filter(login -> site.leadsTo(url.host()));
  }

  private boolean isByProxy(HttpUrl url, @Nullable ProxyAddress proxy) {
    return proxy == null
        ? site != null && site.leadsTo(url.host())
        : !proxy.equals(ProxyAddress.NONE);
  }

  private static Optional<InetAddress> literal(String host) {
    return AddressBlock.isWritten(host)
        ? Optional.of(AddressBlock.of(host).address())
        : Optional.empty();
  }

  private static String login(ProxySettings site) {
    return Credentials.basic(site.username(), site.password().reveal(), StandardCharsets.UTF_8);
  }

  private static Proxy proxy(ProxyAddress address) {
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.host(), address.port()));
  }

  /** The site's proxy, but for those hosts that are reached without it. */
  private static final class Site extends ProxySelector {

    private final ProxySettings site;

    Site(ProxySettings site) {
      this.site = site;
    }

    @Override
    public List<Proxy> select(URI uri) {
      String host = String.valueOf(uri.getHost()).replaceAll("[\\[\\]]", "");
      return List.of(site.leadsTo(host) ? proxy(site.address()) : Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException why) {
      // There is no other proxy to turn to.
    }
  }
}
