package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.switchhook.config.DeliverySettings;

/** An attempt costs its time and little memory, whatever the receiver does; times are shortened. */
class HostileReceiversTest {

  private static final Duration ATTEMPT = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofMillis(25);

  /** What the kernel holds for both sides comes to this. */
  private static final long IN_BUFFERS = 16_000_000;

  /** All that reading may ask of the heap, most of it given back at once. */
  private static final long HEAP = 16_000_000;

  private final Exchange exchange =
      new Exchange(new DeliverySettings(2, 2, Duration.ofSeconds(3), ATTEMPT));

  @AfterEach
  void stop() {
    exchange.close();
  }

  @ParameterizedTest
  @EnumSource
  void itIsCutAtTheEndOfTheAttemptOrWhenEnoughIsRead(Hostile manner) {
    try (RawReceiver receiver = manner.open(PAUSE)) {
      long before = allocated();
      Answer answer = send(receiver);
      assertThat(allocated() - before).isLessThan(HEAP);
      assertThat(answer.duration()).isLessThan(ATTEMPT.plusSeconds(1));
      assertThat(answer.head().length()).isLessThanOrEqualTo(16 * 1024);
      assertThat(receiver.written()).isLessThan(IN_BUFFERS);
      assertThat(receiver.accepted()).isEqualTo(1);
    }
  }

  @Test
  void theReasonIsInTheAnswer() {
    assertThat(answer(Hostile.DRIPPING_BODY))
        .isEqualTo("200 the answer broke off: no answer within the time of an attempt");
    assertThat(answer(Hostile.DRIPPING_HEADERS))
        .isEqualTo("null no answer within the time of an attempt");
    assertThat(answer(Hostile.ENDLESS_BODY)).isEqualTo("200 null");
    assertThat(answer(Hostile.ENDLESS_CHUNKS)).isEqualTo("200 null");
    assertThat(answer(Hostile.ENDLESS_CHUNK_EXTENSION))
        .isEqualTo("200 the answer broke off: the answer does not end after 524288 bytes");
    assertThat(answer(Hostile.MEGABYTE_OF_HEADERS)).contains("headers").contains("256 KiB");
    assertThat(answer(Hostile.ENDLESS_HEADER)).contains("headers").contains("256 KiB");
  }

  @Test
  void whatIsPackedIsKeptAsItCame() {
    try (RawReceiver receiver = Hostile.GZIP_BOMB.open(PAUSE)) {
      Answer answer = send(receiver);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head()).hasSizeBetween(16_000, 16 * 1024).startsWith("\u001f\ufffd");
    }
  }

  private String answer(Hostile manner) {
    try (RawReceiver receiver = manner.open(PAUSE)) {
      Answer answer = send(receiver);
      return answer.status() + " " + answer.error();
    }
  }

  private Answer send(RawReceiver receiver) {
    return exchange.send(Request.post(receiver.url(), Map.of(), "application/json", "{}"));
  }

  /** Bytes that this thread has had of the heap: it is the one that reads. */
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
