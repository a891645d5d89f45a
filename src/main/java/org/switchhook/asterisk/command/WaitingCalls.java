package org.switchhook.asterisk.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.PbxSettings;

/**
 * What others set on the calls of one PBX. It asks and acts on a login of its own, which holds up
 * no event, and says within seconds what came of it, whatever the PBX does.
 */
public final class WaitingCalls implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingCalls.class);
  private static final Duration WITHIN = Duration.ofSeconds(3);

  /** Asterisk reads lines of 1,024 bytes at most, with the name of the header. */
  private static final int LONGEST_VALUE_BYTES = 1_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

  private static final int LOCKS = 64;

  private final CommandLink link;
  private final RecentQueues queues;

  /** What is set on one call is set one after the other. */
  private final List<Lock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).<Lock>map(lock -> lock).toList();

  public WaitingCalls(PbxSettings pbx) {
    this.link = new CommandLink(pbx);
    this.queues = new RecentQueues(link);
  }

  /**
   * Sets something on a call that waits in a queue.
   *
   * @return what was set and confirmed, or why not
   */
  public String set(Setting setting) {
    long end = end();
    Lock lock = locks.get(Math.floorMod(setting.uniqueid().hashCode(), LOCKS));
    try {
      if (!lock.tryLock(WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return "not set: the PBX is busy with another answer for this call";
      }
      try {
        return new CallSetter(new Commands(link, end), setting).set();
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "not set: the bridge stops";
    } catch (IOException e) {
      return "not set: " + words(e);
    }
  }

  /**
   * Puts data on a channel as {@code SWITCHHOOK_DATA_<name>}, where it is still there.
   *
   * @return why some of it is not there; empty where all is, or the channel is no more
   */
  public String put(String uniqueid, SortedMap<String, String> data) {
    Commands commands = new Commands(link, end());
    List<String> faults = new ArrayList<>();
    try {
      for (Map.Entry<String, String> one : data.entrySet()) {
        String fault = fault(one.getKey(), one.getValue());
        if (fault.isEmpty()) {
          commands.setVariable(uniqueid, "SWITCHHOOK_DATA_" + one.getKey(), one.getValue());
        } else {
          faults.add("SWITCHHOOK_DATA_" + one.getKey() + ": not set, " + fault);
        }
      }
    } catch (ActionRefusedException e) {
      if (!e.isOfNoChannel()) {
        faults.add("SWITCHHOOK_DATA_*: not set, " + words(e));
      }
    } catch (IOException e) {
      faults.add("SWITCHHOOK_DATA_*: not set, " + words(e));
    }
    return String.join("; ", faults);
  }

  /**
   * What {@code Dial()} takes to ring an agent who is free.
   *
   * @return empty where he is not, or the PBX has not said so in time
   */
  public Optional<String> dial(Setting.Agent agent, Duration atMost) {
    try {
      return new Place(queues.get().get(atMost.toNanos(), TimeUnit.NANOSECONDS)).dial(agent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.debug("who is free is not known: {}", e.toString());
      return Optional.empty();
    }
  }

  private static String fault(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      return "that is no name of a variable"; // AMI would take one with brackets for a function.
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      return "it has a control character";
    }
    return value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE_BYTES
        ? "it has more than %d bytes".formatted(LONGEST_VALUE_BYTES)
        : "";
  }

  private static long end() {
    return System.nanoTime() + WITHIN.toNanos();
  }

  /** In an administrator's words. */
  static String words(IOException e) {
    return e instanceof ActionRefusedException refused && refused.isOfRights()
        ? "the manager user lacks the right write = call"
        : String.valueOf(e.getMessage());
  }

  @Override
  public void close() {
    queues.close();
    link.close();
  }
}
