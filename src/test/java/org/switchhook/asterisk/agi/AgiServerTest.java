package org.switchhook.asterisk.agi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.ask.Ask;
import org.switchhook.ask.AskStatus;
import org.switchhook.ask.Gate;
import org.switchhook.ask.Reply;
import org.switchhook.ask.Route;
import org.switchhook.config.AddressBlock;
import org.switchhook.config.AgiSettings;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.Secret;
import org.switchhook.event.CallRef;
import org.switchhook.outbox.Await;
import org.switchhook.telephony.signal.DataSignal.Attached;
import org.switchhook.telephony.signal.DataSignal.Emitted;
import org.switchhook.telephony.signal.Signal;

/** Whoever connects: good clients are answered, whatever the others do. */
class AgiServerTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final AgiTrial TRIAL = new AgiTrial("pbx1-1.1", "34911", "7000");
  private static final int AT_A_TIME = 4;

  private final List<Ask> asks = new CopyOnWriteArrayList<>();
  private final List<Signal> signals = new CopyOnWriteArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final Gate gate = new Gate();
  private final List<Socket> sockets = new ArrayList<>();
  private AgiServer server;

  @BeforeEach
  void start() {
    server = server(AgiSettings.STANDARD.allow(), 0);
    server.start();
  }

  @AfterEach
  void close() throws IOException {
    held.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private AgiServer server(List<AddressBlock> allow, int port) {
    PbxSettings pbx = new PbxSettings("pbx1", "127.0.0.1", 1, false, null, "u", new Secret("s"));
    InstantSource clock = InstantSource.system();
    LiveCalls nobody = (name, channel) -> Optional.empty();
    return new AgiServer(
        new AgiSettings("127.0.0.1", port, allow, AT_A_TIME),
        new AgiScripts(
            List.of(pbx),
            nobody,
            new CallScript(nobody, this::reply, AgiServerTest::dial, clock),
            new SayScripts((signal, atMost) -> signals.add(signal), clock),
            gate));
  }

  private Reply reply(Ask ask) {
    asks.add(ask);
    if (ask.webhook().equals("held")) {
      try {
        boolean free = gate.outside(() -> held.await(1, TimeUnit.MINUTES));
        assertThat(free).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    TreeMap<String, String> data =
        new TreeMap<>(Map.of("tier", "go\"ld\\\n\u2028" + "é".repeat(3)));
    data.put("long", "\"".repeat(1024));
    return new Reply(
        AskStatus.OK,
        200,
        "",
        data,
        new Route(7, "sales", ask.webhook().equals("crm") ? null : "ana", null));
  }

  private static Optional<String> dial(String pbx, String agent, Duration atMost) {
    assertThat(atMost).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    return pbx.equals("pbx1") && agent.equals("ana") ? Optional.of("PJSIP/1001") : Optional.empty();
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  private Map<String, String> run(String... script) throws IOException {
    return TRIAL.run(address(), List.of(script), List.of("language=es"));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(address(), 5_000);
    sockets.add(socket);
    return socket;
  }

  @Test
  void aReplyIsInVariablesAndEachOnItsLine() throws IOException {
    Map<String, String> variables = run("call", "crm");

    assertThat(variables)
        .containsEntry("SWITCHHOOK_STATUS", "OK")
        .containsEntry("SWITCHHOOK_HTTP_CODE", "200")
        .containsEntry("SWITCHHOOK_QUEUE", "sales")
        .containsEntry("SWITCHHOOK_AGENT", "")
        .containsEntry("SWITCHHOOK_AGENT_DIAL", "")
        .containsEntry("QUEUE_PRIO", "7")
        .containsEntry("SWITCHHOOK_DATA_tier", "go\"ld\\  ééé");
    assertThat(variables.get("SWITCHHOOK_DATA_long")).matches("\"{900,1000}");
    Ask ask = asks.get(0);
    assertThat(ask.webhook()).isEqualTo("crm");
    CallRef call = Objects.requireNonNull(ask.event().call());
    assertThat(call.from().number()).isEqualTo("34911");
    assertThat(call.to().number()).isEqualTo("7000");
    assertThat(ask.atMost()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void anAgentWhoIsFreeCanBeDialled() throws IOException {
    assertThat(run("call", "agent"))
        .containsEntry("SWITCHHOOK_AGENT", "ana")
        .containsEntry("SWITCHHOOK_AGENT_DIAL", "PJSIP/1001");
  }

  @Test
  void whatIsSaidIsTakenAndNonsenseIsNot() throws IOException {
    assertThat(run("data"))
        .containsEntry("SWITCHHOOK_STATUS", "OK")
        .as("what an ask has left before")
        .doesNotContainKeys("SWITCHHOOK_QUEUE", "SWITCHHOOK_AGENT", "SWITCHHOOK_HTTP_CODE");
    assertThat(TRIAL.run(address(), List.of("event"), List.of("Paid", "a=1")))
        .containsEntry("SWITCHHOOK_STATUS", "OK");
    assertThat(signals.get(0)).isInstanceOf(Attached.class);
    assertThat(((Emitted) signals.get(1)).name()).isEqualTo("paid");
    for (String script : new String[] {"", "nobody", "call", "../call", "data/x/y"}) {
      assertThat(run(script.split("/"))).as(script).containsEntry("SWITCHHOOK_STATUS", "NOT_FOUND");
    }
    assertThat(TRIAL.run(address(), List.of("disposition"), List.of("", "")))
        .containsEntry("SWITCHHOOK_STATUS", "NOT_ALLOWED");
    assertThat(TRIAL.run(address(), List.of("event"), List.of("é")))
        .containsEntry("SWITCHHOOK_STATUS", "NOT_ALLOWED");
    assertThat(signals).hasSize(2);
  }

  @Test
  void whoSaysNothingHoldsNobodyAndIsClosed() throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      connect();
    }
    assertThat(run("call", "crm")).containsEntry("SWITCHHOOK_STATUS", "OK");
    for (Socket socket : sockets) {
      socket.setSoTimeout((int) SOON.toMillis());
      assertThat(isEnded(socket)).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("agi-session"))
        .hasSizeLessThan(3);
  }

  @Test
  void aHeaderHasTwoSecondsAndAnEnd() throws Exception {
    Socket drip = connect();
    long start = System.nanoTime();
    Future<?> dripping =
        Executors.newSingleThreadExecutor()
            .submit(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    drip.getOutputStream().write('a');
                    TimeUnit.MILLISECONDS.sleep(50); // A drip, which is what is tested.
                  }
                  return null;
                });
    assertThat(isEnded(drip)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(1900), SOON);
    dripping.cancel(true);

    Socket endless = connect();
    byte[] line = ("agi_x: " + "y".repeat(1000) + "\n").getBytes(US_ASCII);
    Await.until("the end of the endless", SOON, () -> !isWritten(endless, line));
    assertThat(run("call", "crm")).containsEntry("SWITCHHOOK_STATUS", "OK");
  }

  @Test
  void whoWaitsForAsteriskHoldsNobodyUp() throws Exception {
    Socket slow = connect();
    slow.getOutputStream()
        .write("agi_network_script: call/crm\nagi_uniqueid: 1.1\n\n".getBytes(US_ASCII));
    assertThat(slow.getInputStream().read()).as("the first command").isEqualTo('G');
    long start = System.nanoTime();
    gate.enter();
    gate.leave();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(95));
  }

  @Test
  void moreThanThereMayBeAreSentOnTheirWay() throws Exception {
    ExecutorService clients = Executors.newCachedThreadPool();
    int all = AT_A_TIME + AgiServer.FURTHER_THREADS + 24;
    List<Future<Map<String, String>>> asked = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      asked.add(clients.submit(() -> run("call", "held")));
    }
    Await.until(
        "some are sent away", SOON, () -> asked.stream().filter(Future::isDone).count() == 24);
    held.countDown();
    int answered = 0;
    for (Future<Map<String, String>> one : asked) {
      try {
        answered += one.get().containsKey("SWITCHHOOK_STATUS") ? 1 : 0;
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(IOException.class);
      }
    }
    assertThat(answered).isEqualTo(all - 24);
    clients.shutdown();
  }

  @Test
  void anAddressThatIsNotListedIsClosedAtOnce() throws IOException {
    try (AgiServer strict = server(List.of(AddressBlock.of("192.0.2.0/24")), 0)) {
      strict.start();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), strict.port())) {
        socket.setSoTimeout(1_000);
        assertThat(isEnded(socket)).isTrue();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsTriedForAgain() throws IOException {
    int port;
    AgiServer late;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = other.getLocalPort();
      late = server(AgiSettings.STANDARD.allow(), port);
      late.start();
      assertThat(late.problem()).contains("cannot listen at 127.0.0.1:" + port);
    }
    try (late) {
      Await.until("the port", SOON, () -> late.port() == port);
      assertThat(late.problem()).isNull();
    }
  }

  /** Whether the other side ends it, by an end or a reset. */
  private static boolean isEnded(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isWritten(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
