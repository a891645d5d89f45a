package org.switchhook.exchange;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.authenticator.DigestAuthenticator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.RealmBase;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.jspecify.annotations.Nullable;

/** A Tomcat that asks for digest authentication, and says who came and what they sent. */
final class DigestServer implements AutoCloseable {

  /** What came with each request, in their order; empty where nothing did. */
  final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** What the authenticated have sent. */
  final List<String> taken = new CopyOnWriteArrayList<>();

  private final Tomcat tomcat = new Tomcat();
  private final Map<String, String> passwords;
  private final int port;

  DigestServer(
      Path directory, String algorithms, long nonceValidityMillis, Map<String, String> passwords)
      throws LifecycleException {
    this.passwords = passwords;
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "hook", new Hook());
    context.addServletMappingDecoded("/*", "hook");
    context.setRealm(new Passwords());
    context.setLoginConfig(new LoginConfig("DIGEST", "hooks", null, null));
    context.addSecurityRole("hook");
    context.addConstraint(everything());
    context.getPipeline().addValve(new Witness());
    DigestAuthenticator digest = new DigestAuthenticator();
    digest.setAlgorithms(algorithms);
    digest.setNonceValidity(nonceValidityMillis);
    context.getPipeline().addValve(digest);
    tomcat.start();
    port = tomcat.getConnector().getLocalPort();
  }

  private static SecurityConstraint everything() {
    SecurityCollection all = new SecurityCollection();
    all.addPattern("/*");
    SecurityConstraint constraint = new SecurityConstraint();
    constraint.addCollection(all);
    constraint.addAuthRole("hook");
    return constraint;
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  private final class Passwords extends RealmBase {
    @Override
    protected @Nullable String getPassword(String username) {
      return passwords.get(username);
    }

    @Override
    protected Principal getPrincipal(String username) {
      return new GenericPrincipal(username, List.of("hook"));
    }
  }

  private final class Witness extends ValveBase {
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      String authorization = request.getHeader("Authorization");
      authorizations.add(authorization == null ? "" : authorization);
      getNext().invoke(request, response);
    }
  }

  private final class Hook extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body = request.getInputStream().readAllBytes();
      taken.add(request.getRemoteUser() + " " + new String(body, StandardCharsets.UTF_8));
      response.setStatus(204);
    }
  }
}
