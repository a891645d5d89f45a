package org.switchhook.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * More callers and agents than phones could be started for, played by SIPp. Who is the agent at
 * which phone: {@code src/test/pbx/etc/pjsip_crowd.conf}.
 */
public final class Crowd implements AutoCloseable {

  /** Beyond the time in which they come and have patience: what a busy machine takes. */
  private static final Duration LAST_CALL = Duration.ofSeconds(60);

  private final Pbx pbx;
  private final List<Sipp> agents = new ArrayList<>();
  private final List<Sipp> callers = new ArrayList<>();
  private Duration atMost = LAST_CALL;

  /**
   * Somebody who calls.
   *
   * @param extension what is dialled
   * @param patienceTenths tenths of a second after which the caller hangs up, whatever has happened
   */
  public record Caller(String extension, int patienceTenths) {}

  /** All agents are at their phones. */
  public Crowd(Pbx pbx) {
    this.pbx = pbx;
    for (Manner manner : Manner.values()) {
      agents.add(new Sipp(pbx.directory(), "agent.xml", pbx.agentsPort(manner), manner.keys()));
    }
  }

  /** They call one after the other, so many a second; returns when the last one has hung up. */
  public void call(List<Caller> callers, int perSecond) {
    begin(callers, perSecond);
    awaitEnd();
  }

  /** The same, and returns at once; others may have begun before. */
  public void begin(List<Caller> callers, int perSecond) {
    String all = Integer.toString(callers.size());
    this.callers.add(
        new Sipp(
            pbx.directory(),
            "caller.xml",
            Ports.free(),
            "127.0.0.1:" + pbx.sipPort(),
            "-inf",
            file(callers).toString(),
            "-m",
            all,
            "-l", // else three seconds' worth: the next waits until one has hung up
            all,
            "-r",
            Integer.toString(perSecond)));
    int patience = callers.stream().mapToInt(Caller::patienceTenths).max().orElse(0) / 10;
    atMost = atMost.plusSeconds(callers.size() / perSecond + patience);
  }

  /** Returns when the last of those who began has hung up. */
  public void awaitEnd() {
    for (Sipp sipp : callers) {
      sipp.awaitEnd(atMost);
      sipp.close();
    }
    callers.clear();
    for (Sipp agent : agents) {
      if (!agent.isAlive()) {
        throw new AssertionError("an agent's SIPp has ended: " + agent.tail());
      }
    }
  }

  /** A line for each: extension, number of the caller, patience. */
  private Path file(List<Caller> callers) {
    StringBuilder lines = new StringBuilder("SEQUENTIAL\n");
    for (int i = 0; i < callers.size(); i++) {
      Caller caller = callers.get(i);
      lines.append("%s;541155%04d;%d\n".formatted(caller.extension(), i, caller.patienceTenths()));
    }
    try {
      return Files.writeString(Files.createTempFile(pbx.directory(), "callers-", ".csv"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    callers.forEach(Sipp::close);
    agents.forEach(Sipp::close);
  }
}
