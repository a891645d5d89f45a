package org.switchhook.exchange;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/**
 * Spring's authorization server at {@code /oauth2/token}, and at {@code /hooks} an endpoint that
 * takes its tokens.
 */
final class AuthorizationServer implements AutoCloseable {

  /** Requests for tokens, granted or not. */
  final AtomicInteger tokenRequests = new AtomicInteger();

  final AtomicInteger unauthorized = new AtomicInteger();
  final AtomicInteger taken = new AtomicInteger();

  private final Tomcat tomcat = new Tomcat();
  private final AnnotationConfigWebApplicationContext spring =
      new AnnotationConfigWebApplicationContext();
  private final List<OAuth2Authorization> used = new CopyOnWriteArrayList<>();
  private final int port;

  AuthorizationServer(Path directory) throws LifecycleException {
    spring.register(AuthorizationServerSetup.class);
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer((classes, servlets) -> start(servlets), null);
    filter(context, "count", new TokenRequests(), "/oauth2/token");
    filter(
        context,
        "spring",
        new DelegatingFilterProxy("springSecurityFilterChain", spring),
        "/oauth2/*");
    Tomcat.addServlet(context, "hooks", new Hooks());
    context.addServletMappingDecoded("/hooks", "hooks");
    Tomcat.addServlet(
        context,
        "default",
        new HttpServlet() {
          private static final long serialVersionUID = 1L;
        });
    context.addServletMappingDecoded("/", "default");
    tomcat.start();
    port = tomcat.getConnector().getLocalPort();
  }

  private void start(ServletContext servlets) {
    spring.setServletContext(servlets);
    spring.refresh();
  }

  private static void filter(Context context, String name, Filter filter, String pattern) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName(name);
    map.addURLPattern(pattern);
    context.addFilterMap(map);
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** No token that was used so far is any good from now on. */
  void forgetTokens() {
    used.forEach(authorizations()::remove);
  }

  private OAuth2AuthorizationService authorizations() {
    return spring.getBean(OAuth2AuthorizationService.class);
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    spring.close();
  }

  private final class TokenRequests extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      tokenRequests.incrementAndGet();
      chain.doFilter(request, response);
    }
  }

  private final class Hooks extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      String header = String.valueOf(request.getHeader("Authorization"));
      OAuth2Authorization authorization =
          authorizations()
              .findByToken(header.replaceFirst("^Bearer ", ""), OAuth2TokenType.ACCESS_TOKEN);
      if (authorization == null || !authorization.getAccessToken().isActive()) {
        unauthorized.incrementAndGet();
        response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        response.setStatus(401);
        return;
      }
      used.add(authorization);
      taken.incrementAndGet();
      response.setStatus(204);
    }
  }
}
