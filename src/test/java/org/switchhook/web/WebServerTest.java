package org.switchhook.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.switchhook.LogLines;
import org.switchhook.config.WebSettings;

class WebServerTest {

  private final Metrics metrics = new Metrics();

  @Test
  void whatIsCountedIsShownInPrometheusText() throws Exception {
    metrics.registry().counter("switchhook.audit.differences", "pbx", "pbx1").increment();

    try (WebServer server = new WebServer(new WebSettings("127.0.0.1", 0), metrics)) {
      String url = said(server::start).get(0).replaceFirst(".* at ", "");
      HttpResponse<String> response = get(url);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(response.body())
          .contains("switchhook_audit_differences_total{pbx=\"pbx1\"} 1.0\n");
      assertThat(get(url.replace("/metrics", "/")).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aTakenPortIsSaid() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        WebServer server =
            new WebServer(new WebSettings("127.0.0.1", other.getLocalPort()), metrics)) {
      assertThat(said(server::start))
          .singleElement()
          .asString()
          .contains("cannot listen at 127.0.0.1:" + other.getLocalPort(), "or off");
    }
  }

  @Test
  void offIsOff() {
    try (WebServer server = new WebServer(WebSettings.OFF, metrics)) {
      assertThat(said(server::start)).isEmpty();
    }
  }

  private static List<String> said(Runnable work) {
    return LogLines.of(WebServer.class.getName(), work::run);
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
