package org.switchhook.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionFactory;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.event.HoldEvent;
import org.slf4j.LoggerFactory;
import org.switchhook.asterisk.ami.AmiLink;
import org.switchhook.asterisk.ami.LinkTimes;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;
import org.switchhook.telephony.signal.ChannelSignal;

/**
 * The CPU time that an event costs, our reader against asterisk-java: both log in over loopback to
 * a PBX in another process, which says a whole recorded session (nothing filtered) again and again;
 * both give what they read to a listener. The CPU of this whole process counts, with the kernel's
 * and the garbage collector's part.
 */
public final class AmiBench {

  private static final String HOST = "127.0.0.1";
  private static final String LAST_CHANNEL = "Bench/last";
  private static final int ROUNDS = 5;
  private static final int WARM_UPS = 3;
  // asterisk-java drops what comes while 20,000 events wait: few enough that none is lost.
  private static final int TIMES = 6;
  // The kernel counts CPU in steps of 10 ms.
  private static final int OURS_A_ROUND = 10;

  /** Tells a listener that it has had all. */
  static final String LAST_EVENT =
      """
      Event: Hold
      Privilege: call,all
      Timestamp: 1795321999.000000
      Channel: Bench/last
      ChannelState: 6
      Uniqueid: bench.1
      Linkedid: bench.1

      """
          .replace("\n", "\r\n");

  /** The work whose CPU is measured. */
  private interface Listener {
    void listen(int port) throws Exception;
  }

  private AmiBench() {}

  public static void main(String[] args) throws Exception {
    // Logback without a configuration logs at level DEBUG, and asterisk-java logs each event there.
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    int events = new String(events(), ISO_8859_1).split("\r\n\r\n").length * TIMES + 1;
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    Process pbx = startPbx();
    try {
      int port = port(pbx);
      for (int round = -WARM_UPS; round < ROUNDS; round++) {
        double our = cpuMicros(AmiBench::ours, OURS_A_ROUND, port) / events;
        double their = cpuMicros(AmiBench::asteriskJava, 1, port) / events;
        if (round >= 0) {
          ours[round] = our;
          theirs[round] = their;
          print("round %d: ours %.2f us, asterisk-java %.2f us of CPU", round + 1, our, their);
        }
      }
    } finally {
      pbx.destroy();
    }
    report(median(ours), median(theirs), events);
  }

  private static void report(double ours, double theirs, int events) {
    print("median of %d rounds of %d events each: %.1f times less", ROUNDS, events, theirs / ours);
    print(
        "{\"bench\":\"ami\",\"ours_us_per_event\":%.2f,\"asterisk_java_us_per_event\":%.2f,"
            + "\"ratio\":%.1f,\"events\":%d}",
        ours, theirs, theirs / ours, events);
  }

  private static void ours(int port) throws Exception {
    CountDownLatch last = new CountDownLatch(1);
    PbxSettings pbx = new PbxSettings("bench", HOST, port, false, null, "u", new Secret("s"));
    try (AmiLink link =
        new AmiLink(
            pbx,
            LinkTimes.STANDARD,
            signal -> {
              if (signal instanceof ChannelSignal.Held held
                  && held.channel().name().equals(LAST_CHANNEL)) {
                last.countDown();
              }
            },
            Instant::now)) {
      link.start();
      last.await();
    }
  }

  private static void asteriskJava(int port) throws Exception {
    CountDownLatch last = new CountDownLatch(1);
    ManagerConnection connection =
        new ManagerConnectionFactory(HOST, port, "u", "s").createManagerConnection();
    connection.addEventListener(
        event -> {
          if (event instanceof HoldEvent hold && LAST_CHANNEL.equals(hold.getChannel())) {
            last.countDown();
          }
        });
    connection.login();
    connection.sendAction(new PingAction());
    last.await();
    connection.logoff();
  }

  private static double cpuMicros(Listener listener, int runs, int port) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.gc();
    long before = system.getProcessCpuTime();
    for (int i = 0; i < runs; i++) {
      listener.listen(port);
    }
    return (system.getProcessCpuTime() - before) / 1000.0 / runs;
  }

  private static Process startPbx() throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            TracePbx.class.getName(),
            String.valueOf(TIMES))
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static int port(Process pbx) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(pbx.getInputStream(), UTF_8));
    return Integer.parseInt(Objects.requireNonNull(lines.readLine(), "the PBX did not start"));
  }

  /** The recorded events, without the greeting and the answer to the login before them. */
  static byte[] events() throws IOException {
    try (InputStream trace = AmiBench.class.getResourceAsStream("/traces/asterisk-22.10.ami")) {
      String all = new String(Objects.requireNonNull(trace).readAllBytes(), ISO_8859_1);
      return all.substring(all.indexOf("Event:")).getBytes(ISO_8859_1);
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
