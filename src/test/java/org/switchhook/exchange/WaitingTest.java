package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.config.DeliverySettings;
import org.switchhook.outbox.Await;

/** A thread that has its turn lets others have it while it waits for an answer. */
class WaitingTest {

  private static final Duration ATTEMPT = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final MockWebServer receiver = new MockWebServer();
  private final Exchange exchange =
      new Exchange(
          new DeliverySettings(4, 4, Duration.ofSeconds(3), ATTEMPT), WaitingTest::addresses);
  private final Told turn = new Told();

  private static List<InetAddress> addresses(String name) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return name.startsWith("two") ? List.of(loopback, loopback) : List.of(loopback);
  }

  /** Who has the turn, and how often that changed. */
  private static final class Told implements Turn {

    private final List<Duration> entered = new ArrayList<>();
    private volatile boolean has = true;

    @Override
    public void leave() {
      has = false;
    }

    @Override
    public void enter() {
      has = true;
    }

    @Override
    public void enter(Duration atMost) {
      has = true;
      entered.add(atMost);
    }
  }

  @BeforeEach
  void start() throws IOException {
    receiver.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            // What is sent is there before who sent it waits.
            Await.until("others may have the turn", SOON, () -> !turn.has);
            return new MockResponse.Builder().code(204).build();
          }
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    exchange.close();
    receiver.close();
  }

  @Test
  void itHasItNoMoreFromWhenItConnectsUntilItReads() {
    send("127.0.0.1", receiver.getPort());

    assertThat(turn.entered).hasSize(1);
  }

  @Test
  void onAConnectionThatIsThereItHasItUntilItWrites() {
    send("127.0.0.1", receiver.getPort());
    send("127.0.0.1", receiver.getPort());

    assertThat(turn.entered).hasSize(2);
  }

  @Test
  void aHandshakeIsNotInTurn() {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    HandshakeCertificates server =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    receiver.useHttps(server.sslSocketFactory());

    String url = "https://127.0.0.1:%d/".formatted(receiver.getPort());
    assertThat(answer(url).status()).isNull();
    assertThat(turn.entered).hasSize(1);
    assertThat(turn.has).isTrue();
  }

  @Test
  void whereOthersConnectForItItHasItAgainWhenAllIsOver() {
    send("two.example", receiver.getPort());

    assertThat(turn.entered).hasSize(1);
  }

  @Test
  void anAnswerInTimeWaitsNoLongerThanHalfOfWhatIsLeft() {
    send("127.0.0.1", receiver.getPort());

    assertThat(turn.entered).allMatch(most -> most.compareTo(ATTEMPT.dividedBy(2)) <= 0);
  }

  @Test
  void itHasItAgainWhereNobodyIsThere() throws Exception {
    int port = receiver.getPort();
    receiver.close();

    assertThat(answer("127.0.0.1", port).status()).isNull();
    assertThat(turn.has).isTrue();
  }

  private void send(String host, int port) {
    assertThat(answer(host, port).status()).isEqualTo(204);
    assertThat(turn.has).isTrue();
  }

  private Answer answer(String host, int port) {
    return answer("http://%s:%d/".formatted(host, port));
  }

  private Answer answer(String url) {
    return exchange.send(
        Request.post(url, Map.of(), "application/json", "{}"), null, List.of(), turn);
  }
}
