package org.switchhook.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.LogLines;
import org.switchhook.config.WebSettings;

class WebServerTest {

  private final Metrics metrics = new Metrics();
  private final List<String> dead = new ArrayList<>();
  private final List<String> away = new ArrayList<>();
  private final Health health = new Health(() -> dead, () -> away);
  private final Status status =
      new Status(
          "bridge1",
          "0.1.0",
          Instant.parse("2026-11-22T04:23:41.350Z"),
          List.of(
              new Status.Pbx("pbx1", true, Instant.EPOCH, null, Instant.EPOCH.plusMillis(1)),
              new Status.Pbx("pbx2", false, null, "no \"host\"", null)),
          new Status.Journal(12, 2L << 30, 3, false),
          List.of("courier: does not run"));

  @Test
  void whatIsCountedIsShownInPrometheusText() throws Exception {
    metrics.registry().counter("switchhook.audit.differences", "pbx", "pbx1").increment();

    try (WebServer server =
        new WebServer(new WebSettings("127.0.0.1", 0), metrics, health, () -> status)) {
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
  void healthSaysWhatIsMissing() throws Exception {
    try (WebServer server =
        new WebServer(new WebSettings("127.0.0.1", 0), metrics, health, () -> status)) {
      String url = said(server::start).get(0).replaceFirst(".* at ", "");
      HttpResponse<String> alive = get(url.replace("/metrics", "/healthz"));
      assertThat(alive.statusCode()).isEqualTo(200);
      assertThat(alive.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(alive.body()).isEqualTo("{\"status\":\"ok\",\"missing\":[]}");
      assertThat(get(url.replace("/metrics", "/readyz")).statusCode()).isEqualTo(200);

      away.add("pbx1: no \"host\"");
      HttpResponse<String> notReady = get(url.replace("/metrics", "/readyz"));
      assertThat(notReady.statusCode()).isEqualTo(503);
      assertThat(notReady.body())
          .isEqualTo("{\"status\":\"failing\",\"missing\":[\"pbx1: no \\\"host\\\"\"]}");
      assertThat(get(url.replace("/metrics", "/healthz")).statusCode()).isEqualTo(200);
      dead.add("fold: does not run");
      assertThat(get(url.replace("/metrics", "/healthz")).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void howItStandsIsReadAsItIs() throws Exception {
    try (WebServer server =
        new WebServer(new WebSettings("127.0.0.1", 0), metrics, health, () -> status)) {
      String url = said(server::start).get(0).replaceFirst(".* at ", "");
      HttpResponse<String> answer = get(url.replace("/metrics", "/status"));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(answer.body()).contains("\"startedAt\":\"2026-11-22T04:23:41.350Z\"");
      assertThat(Status.of(answer.body())).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "null", "{}", "[]", "{\"bridge\":\"x\",\"pbxs\":7}"})
  void whatAnotherProgramSaysIsNoStatus(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Status.of(text));
  }

  @Test
  void aTakenPortIsSaid() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        WebServer server =
            new WebServer(
                new WebSettings("127.0.0.1", other.getLocalPort()),
                metrics,
                health,
                () -> status)) {
      assertThat(said(server::start))
          .singleElement()
          .asString()
          .contains("cannot listen at 127.0.0.1:" + other.getLocalPort(), "or off");
    }
  }

  @Test
  void offIsOff() {
    try (WebServer server = new WebServer(WebSettings.OFF, metrics, health, () -> status)) {
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
