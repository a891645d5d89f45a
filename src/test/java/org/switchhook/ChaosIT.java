package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.ChaosPlan.Act;

/**
 * Random calls while everything fails at random, again and again; in the end each call of queue_log
 * and CDR is at the receiver, whole and once. {@code -Dchaos.seconds=600 -Dchaos.seed=7} for longer
 * and otherwise.
 */
class ChaosIT {

  private static final int SECONDS = Integer.getInteger("chaos.seconds", 35);
  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final int A_SECOND = 5;

  private RushHour rush;
  private BridgeProcess bridge;

  @BeforeEach
  void open() throws Exception {
    rush = new RushHour();
    rush.open();
    bridge = rush.connectedBridge();
  }

  @AfterEach
  void close() throws IOException {
    rush.close();
  }

  @Test
  void nothingIsLostAndNothingToldTwice() throws Exception {
    List<Act> plan = ChaosPlan.of(SECONDS, SEED);
    System.out.println("chaos: seed " + SEED + ", " + plan);
    rush.come(Callers.mixed(SECONDS * A_SECOND, new Random(SEED)), A_SECOND);
    play(plan);
    Ledger ledger = rush.judge();

    assertThat(ledger.mix()).contains("connected", "abandoned", "rang in vain", "timeout");
    rush.premises().assertNoSecretIsTold();
  }

  /** One after the other; what takes its time makes the next ones late, and leaves none out. */
  private void play(List<Act> plan) throws Exception {
    ScheduledExecutorService stage = Executors.newSingleThreadScheduledExecutor();
    try {
      List<Future<?>> played = new ArrayList<>();
      for (Act act : plan) {
        played.add(stage.schedule(() -> play(act), act.atMs(), TimeUnit.MILLISECONDS));
      }
      for (Future<?> act : played) {
        act.get();
      }
    } finally {
      stage.shutdownNow();
    }
  }

  private void play(Act act) {
    if (act.begins()) {
      begin(act);
    } else {
      mend(act);
    }
  }

  private void begin(Act act) {
    switch (act.fault()) {
      case BRIDGE_KILLED -> bridge.kill();
      case MARIADB_KILLED -> rush.premises().mariaDb().kill();
      case CABLE_CUT -> rush.cable().cut();
      case CABLE_STALLED -> rush.cable().stall();
      case CABLE_UNPLUGGED -> rush.cable().unplug();
      case RECEIVER_FAILS -> rush.premises().inbox().fail();
      case RECEIVER_HANGS -> rush.premises().inbox().hang();
      default -> throw new AssertionError(act);
    }
  }

  private void mend(Act act) {
    switch (act.fault()) {
      case BRIDGE_KILLED -> bridge = rush.bridge();
      case MARIADB_KILLED -> rush.premises().mariaDb().start();
      case CABLE_CUT, CABLE_STALLED, CABLE_UNPLUGGED -> rush.cable().repair();
      case RECEIVER_FAILS, RECEIVER_HANGS -> rush.premises().inbox().release();
      default -> throw new AssertionError(act);
    }
  }
}
