package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.config.AgiSettings;
import org.switchhook.config.CredentialSettings;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.JournalSettings;
import org.switchhook.config.ModelSettings;
import org.switchhook.config.RetentionSettings;
import org.switchhook.config.Settings;
import org.switchhook.config.WebSettings;
import org.switchhook.demo.RecordedPbx;
import org.switchhook.demo.RecordedSession;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.web.WebServer;

/** What a bridge shows of itself, at work and while what it needs goes away. */
@Timeout(120)
class HealthIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path directory;

  private String url = "";

  @Test
  void metricsAndHealth() throws Exception {
    try (TestDatabase database = TestDatabase.ready();
        MockWebServer receiver = receiver();
        RecordedPbx pbx = RecordedPbx.start(RecordedSession.shipped(), 0, 20, Clock.systemUTC())) {
      database.execute("DELETE FROM webhooks");
      database.execute(
          "INSERT INTO webhooks (id, name, event, url) VALUES (7, 'all', '*', ?)",
          receiver.url("/").toString());
      try (Bridge bridge = new Bridge(settings(database, pbx, AgiSettings.OFF))) {
        start(bridge);
        awaitAnswer("/readyz", 200, "{\"status\":\"ok\",\"missing\":[]}");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        pbx.awaitEnd();
        awaitMetric("switchhook_events_total{type=\"call.ended\"} ");
        awaitMetric("switchhook_deliveries_total{outcome=\"delivered\",webhook=\"7\"} ");
        awaitMetric("switchhook_attempt_duration_seconds_count{webhook=\"7\"} ");
        awaitMetric("switchhook_breaker_state{webhook=\"7\"} 0.0\n");
        awaitMetric("switchhook_journal_backlog 0.0\n");
        awaitMetric("switchhook_deliveries_in_flight 0.0\n");
        awaitMetric("switchhook_deliveries_oldest_waiting_seconds 0.0\n");

        switchOff(pbx);
        awaitAnswer("/readyz", 503, "\"pbx1: ");
        TestDatabase.server().kill();
        try {
          awaitAnswer("/readyz", 503, "\"database: ");
          assertThat(get("/healthz").statusCode()).isEqualTo(200);
          awaitMetric("switchhook_deliveries_oldest_waiting_seconds NaN\n");
        } finally {
          TestDatabase.server().start();
        }
        Await.until("it is back", SOON, () -> !get("/readyz").body().contains("database"));
      }
    }
  }

  @Test
  void aPortForDialplansThatAnotherProgramHas() throws Exception {
    try (TestDatabase database = TestDatabase.ready();
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RecordedPbx pbx = RecordedPbx.start(RecordedSession.shipped(), 0, 1, Clock.systemUTC())) {
      int port = other.getLocalPort();
      AgiSettings agi = new AgiSettings("127.0.0.1", port, AgiSettings.STANDARD.allow(), 4);
      try (Bridge bridge = new Bridge(settings(database, pbx, agi))) {
        start(bridge);
        String problem = "\"agi: cannot listen at 127.0.0.1:" + port + ": ";
        awaitAnswer("/readyz", 503, "\"missing\":[" + problem);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/status").body()).contains(problem);
        awaitMetric("switchhook_agi_listening 0.0\n");

        free(other);
        awaitAnswer("/readyz", 200, "{\"status\":\"ok\",\"missing\":[]}");
        assertThat(get("/status").body()).doesNotContain("agi: ");
        awaitMetric("switchhook_agi_listening 1.0\n");
      }
    }
  }

  private static void free(ServerSocket port) throws IOException {
    port.close();
  }

  private static void switchOff(RecordedPbx pbx) {
    pbx.close();
  }

  private void start(Bridge bridge) throws InterruptedException {
    List<String> said = LogLines.of(WebServer.class.getName(), bridge::start);
    url = said.get(0).replaceFirst(".* at ", "").replaceFirst("/metrics", "");
  }

  private Settings settings(TestDatabase database, RecordedPbx pbx, AgiSettings agi) {
    return new Settings(
        "bridge1",
        ZoneOffset.UTC,
        List.of(pbx.settings()),
        database.settings(),
        new JournalSettings(directory.resolve("journal")),
        new DeliverySettings(8, 4, Duration.ofSeconds(3), Duration.ofSeconds(10)),
        ModelSettings.STANDARD,
        new WebSettings("127.0.0.1", 0),
        agi,
        RetentionSettings.STANDARD,
        new CredentialSettings(directory.resolve("credentials.key")));
  }

  private static MockWebServer receiver() throws IOException {
    MockWebServer receiver = new MockWebServer();
    receiver.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(204).build();
          }
        });
    receiver.start();
    return receiver;
  }

  private void awaitAnswer(String path, int status, String text) {
    Await.until(
        path + " " + text,
        SOON,
        () -> {
          HttpResponse<String> answer = get(path);
          return answer.statusCode() == status && answer.body().contains(text);
        });
  }

  private void awaitMetric(String line) {
    Await.until(line, SOON, () -> get("/metrics").body().contains(line));
  }

  private HttpResponse<String> get(String path) {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
