package org.switchhook.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.switchhook.config.DeliverySettings;
import org.switchhook.webhook.template.Transport;

/** Whoever sends holds nothing while he waits, and what he held he holds again afterwards. */
class WaitsTest {

  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: %s\r\n\r\n";

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch held = new CountDownLatch(1);
  private volatile boolean holds = true;

  private final Waits waits =
      new Waits() {
        @Override
        public boolean begin() {
          told.add("begin " + Thread.currentThread().getName());
          boolean was = holds;
          holds = false;
          return was;
        }

        @Override
        public void end() {
          told.add("end " + Thread.currentThread().getName());
          holds = true;
        }
      };

  private final Exchange exchange =
      new Exchange(
          new DeliverySettings(4, 4, Duration.ofSeconds(3), Duration.ofSeconds(10)), waits);

  @AfterEach
  void stop() {
    held.countDown();
    exchange.close();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }

  private Answer send(String url, Duration within) {
    return exchange.send(new Request("GET", url, Map.of(), "", null, new Transport(within, null)));
  }

  private void assertHeldAgain() {
    assertThat(holds).isTrue();
    String name = Thread.currentThread().getName();
    assertThat(told).isNotEmpty().allMatch(one -> one.endsWith(" " + name));
  }

  /** The receiver sees, as it answers, that the sender holds nothing. */
  private RawReceiver seeing(List<Boolean> seen, String connection) {
    return RawReceiver.answering(
        out -> {
          seen.add(holds);
          write(out, ANSWER.formatted(connection));
          TimeUnit.MILLISECONDS.sleep(20);
          seen.add(holds);
          write(out, "ok");
        });
  }

  @Test
  void nothingIsHeldUntilTheAnswerIsRead() {
    List<Boolean> seen = Collections.synchronizedList(new ArrayList<>());
    try (RawReceiver receiver = seeing(seen, "close")) {
      assertThat(send(receiver.url(), Duration.ofSeconds(5)).head()).isEqualTo("ok");
      assertThat(
              send(receiver.url().replace("127.0.0.1", "localhost"), Duration.ofSeconds(5)).head())
          .isEqualTo("ok");
    }
    assertThat(seen).hasSize(4).containsOnly(false);
    assertHeldAgain();
  }

  @Test
  void itIsHeldAgainWhereNobodyListens() {
    RawReceiver gone = RawReceiver.answering(out -> {});
    gone.close();
    assertThat(send(gone.url(), Duration.ofSeconds(5)).status()).isNull();
    assertHeldAgain();
  }

  @Test
  void itIsHeldAgainWhereNobodyAnswers() {
    try (RawReceiver receiver = RawReceiver.answering(out -> held.await(1, TimeUnit.MINUTES))) {
      assertThat(send(receiver.url(), Duration.ofMillis(300)).error()).isNotNull();
      assertHeldAgain();
    }
  }

  @Test
  void itIsHeldAgainWhereAnAnswerBreaksOff() {
    try (RawReceiver receiver =
        RawReceiver.answering(out -> write(out, ANSWER.formatted("close") + "o"))) {
      assertThat(send(receiver.url(), Duration.ofSeconds(5)).error()).contains("broke off");
      assertHeldAgain();
    }
  }

  @Test
  void whoeverHoldsNothingIsGivenNothing() {
    holds = false;
    try (RawReceiver receiver =
        RawReceiver.answering(out -> write(out, ANSWER.formatted("close") + "ok"))) {
      assertThat(send(receiver.url(), Duration.ofSeconds(5)).status()).isEqualTo(200);
    }
    assertThat(holds).isFalse();
  }

  @Test
  void aNameIsSingleWhileItHasOneAddress() throws UnknownHostException {
    InetAddress one = InetAddress.getByName("192.0.2.1");
    InetAddress other = InetAddress.getByName("192.0.2.2");
    List<InetAddress> answer = new ArrayList<>(List.of(one));
    Dns resolver = name -> List.copyOf(answer);
    try (TimedDns dns = new TimedDns(resolver, Duration.ofSeconds(5))) {
      assertThat(dns.isSingle("crm.example")).isFalse();
      assertThat(dns.lookup("crm.example")).containsExactly(one);
      assertThat(dns.isSingle("crm.example")).isTrue();
      answer.add(other);
      assertThat(dns.lookup("crm.example")).containsExactly(one, other);
      assertThat(dns.isSingle("crm.example")).isFalse();
      assertThat(dns.isSingle("192.0.2.1")).isTrue();
      assertThat(dns.isSingle("2001:db8::1")).isTrue();
    }
  }
}
