package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;

/** What a token server does wrong is not held against the endpoint. */
class WithheldIT {

  private static final int EVENTS = 40;
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void theBreakerStaysClosedAndAllGoOutWhenTheCredentialIsPutRight() throws Exception {
    try (TestDatabase database = TestDatabase.ready();
        MockWebServer server = server()) {
      database.execute("DELETE FROM webhooks");
      database.execute(
          "INSERT INTO credentials SET name = 'crm', type = 'oauth2_client', client_id = 'c',"
              + " secret = 'geheim', token_url = ?",
          server.url("/refuse").toString());
      database.execute(
          "INSERT INTO webhooks SET id = 1, event = 'call.queued', credential = 'crm', url = ?",
          server.url("/hook").toString());
      try (Sending sending = Sending.of(database.pool(), "bridge1").started()) {
        sending.commitUpTo(EVENTS);
        Await.until(
            "each was tried",
            SOON,
            () -> database.number("SELECT COUNT(DISTINCT delivery_id) FROM attempts") == EVENTS);
        assertThat(
                database.number(
                    "SELECT COUNT(*) FROM attempts WHERE status IS NOT NULL OR error NOT LIKE"
                        + " 'the token server localhost: answered 500%'"))
            .isZero();
        assertThat(sending.courier.breakers()).containsEntry(1L, "closed");
        assertThat(server.getRequestCount()).isLessThan(EVENTS / 2);

        database.execute("UPDATE credentials SET token_url = ?", server.url("/token").toString());
        Await.until(
            "all are delivered",
            SOON,
            () ->
                database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'delivered'")
                    == EVENTS);
      }
    }
  }

  private static MockWebServer server() throws Exception {
    MockWebServer server = new MockWebServer();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            MockResponse.Builder answer = new MockResponse.Builder();
            return switch (request.getTarget()) {
              case "/refuse" -> answer.code(500).build();
              case "/token" -> answer.body("{\"access_token\":\"t\"}").build();
              default -> answer.code(204).build();
            };
          }
        });
    server.start();
    return server;
  }
}
