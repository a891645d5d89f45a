package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Delivery;
import org.switchhook.outbox.EndpointReport;

class LanesTest {

  private static final long LEASE = 50_000_000_000L;

  private long now = 7;
  private final Lanes lanes = new Lanes(6, 4, () -> now);

  @Test
  void eachWebhookHasItsTurnAndNoMoreThanItsPlaces() {
    add(1, 1, 2, 3, 4, 5);
    add(2, 11, 12);
    assertThat(sendable()).containsExactly(1L, 11L, 2L, 12L, 3L, 4L);
    lanes.ended(delivery(2, 11));
    assertThat(sendable()).isEmpty(); // webhook 1 has its four
    lanes.ended(delivery(1, 1));
    assertThat(sendable()).containsExactly(5L);
  }

  @Test
  void allTogetherHaveNoMoreThanTheirPlaces() {
    add(1, 1, 2, 3, 4);
    add(2, 11, 12, 13, 14);
    assertThat(sendable()).hasSize(6);
    assertThat(lanes.inFlight()).isEqualTo(6);
  }

  @Test
  void whatIsNotRecordedHoldsTheOthersBack() {
    int most = lanes.mostInFlight();
    add(1, LongStream.rangeClosed(1, most + 6).toArray());
    for (int i = 0; i < most; i++) {
      lanes.ended(Objects.requireNonNull(lanes.next()));
    }
    assertThat(sendable()).isEmpty();
    assertThat(lanes.inFlight()).isEqualTo(most);
    lanes.recorded(delivery(1, 2));
    assertThat(sendable()).containsExactly(most + 1L);
  }

  @Test
  void whatIsHeldAlreadyIsNotTakenTwice() {
    add(1, 1);
    add(1, 1);
    assertThat(sendable()).containsExactly(1L);
  }

  @Test
  void anIllEndpointGetsNothingAndGivesBackWhatWaits() {
    add(1, LongStream.rangeClosed(1, 10).toArray());
    List<Long> back = new ArrayList<>();
    for (long id : sendable()) {
      lanes.failed(delivery(1, id), "timeout", false, false).forEach(d -> back.add(d.id()));
      recorded(delivery(1, id));
    }
    for (Delivery next = lanes.next(); next != null; next = lanes.next()) {
      lanes.failed(next, "timeout", false, false).forEach(d -> back.add(d.id()));
      recorded(next);
    }
    back.forEach(id -> lanes.recorded(delivery(1, id)));
    assertThat(back).containsExactly(6L, 7L, 8L, 9L, 10L);
    assertThat(lanes.room(1)).isZero();
    assertThat(lanes.room(2)).isPositive();
    assertThat(lanes.reports())
        .containsExactly(
            new EndpointReport(1, "open", Duration.ofSeconds(10), 5, false, "timeout"));

    now += 10_000_000_000L;
    assertThat(lanes.room(1)).isEqualTo(1);
    add(1, 6);
    assertThat(sendable()).containsExactly(6L);
    assertThat(lanes.room(1)).isZero();
    lanes.succeeded(delivery(1, 6));
    recorded(delivery(1, 6));
    assertThat(lanes.room(1)).isGreaterThan(1);
    assertThat(lanes.reports())
        .containsExactly(new EndpointReport(1, "closed", null, 0, true, null));
  }

  @Test
  void whatComesForAnEndpointThatHasJustFallenIllIsGivenBack() {
    add(1, LongStream.rangeClosed(1, 5).toArray());
    for (Delivery next = lanes.next(); next != null; next = lanes.next()) {
      lanes.failed(next, "timeout", false, false);
      recorded(next);
    }
    add(1, 6, 7); // had been leased before the last one failed
    assertThat(sendable()).isEmpty();
    assertThat(lanes.refused()).extracting(Delivery::id).containsExactly(6L, 7L);
    assertThat(lanes.refused()).isEmpty();
    lanes.recorded(delivery(1, 6));
    lanes.recorded(delivery(1, 7));

    now += 10_000_000_000L;
    assertThat(lanes.room(1)).isEqualTo(1); // else nothing would ever be sent there again
  }

  @Test
  void whatWaitsInTheTableIsNotOvertaken() {
    assertThat(lanes.roomAtOnce(1)).isPositive();
    lanes.behind(1);
    assertThat(lanes.roomAtOnce(1)).isZero();
    assertThat(lanes.hungry()).containsExactly(1L);
  }

  @Test
  void whatCameWhileTheTableWasBeingReadIsLookedForAgain() {
    lanes.behind(1);
    long told = lanes.told(1);
    lanes.behind(1); // committed after the claim had read
    lanes.caughtUp(1, told);
    assertThat(lanes.hungry()).containsExactly(1L);
    lanes.caughtUp(1, lanes.told(1));
    assertThat(lanes.hungry()).isEmpty();
  }

  @Test
  void aLeaseThatWasNotRenewedIsOver() {
    add(1, 1, 2);
    assertThat(lanes.isLeasedFor(delivery(1, 1), LEASE)).isTrue();
    assertThat(lanes.isLeasedFor(delivery(1, 1), LEASE + 1)).isFalse();
    lanes.renewed(Set.of(1L, 2L), Set.of(1L), now + 2 * LEASE);
    assertThat(lanes.isLeasedFor(delivery(1, 1), LEASE + 1)).isTrue();
    assertThat(lanes.isLeasedFor(delivery(1, 2), 1)).isFalse();
  }

  private void recorded(Delivery delivery) {
    lanes.ended(delivery);
    lanes.recorded(delivery);
  }

  private List<Long> sendable() {
    List<Long> ids = new ArrayList<>();
    for (Delivery next = lanes.next(); next != null; next = lanes.next()) {
      ids.add(next.id());
    }
    return ids;
  }

  private void add(long webhook, long... ids) {
    lanes.add(LongStream.of(ids).mapToObj(id -> delivery(webhook, id)).toList(), now + LEASE);
  }

  private static Delivery delivery(long webhook, long id) {
    return new Delivery(id, "evt_" + id, webhook, "call.ended", 1, null, "text/plain", "", "{}", 0);
  }
}
