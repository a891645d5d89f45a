package org.switchhook.pbx;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real SIP phone: baresip, spoken to over its control socket. */
public final class Phone implements AutoCloseable {
  private static final long AGAIN_MS = 500;
  private static final int TIMES = 4;

  /** Three desks, and the line to the world. */
  public static final List<String> NAMES = List.of("1001", "1002", "1003", "trunk");

  /** Who calls through the trunk: the number. */
  public static final String CALLER = "34911555010";

  /** Who calls through the trunk: the name. */
  public static final String CALLER_NAME = "Laura Díaz";

  private final int pbxSipPort;
  private final Process process;
  private final Thread atExit = new Thread(this::leaveNothing, "phone-at-exit");
  private final PhoneControl control;
  private final List<String> events = new ArrayList<>();
  private volatile boolean unanswered;
  private @Nullable Duration answerAfter;

  /** Starts the phone that the PBX calls by this name; it does not answer by itself. */
  public Phone(Pbx pbx, String name) {
    pbxSipPort = pbx.sipPort();
    int controlPort = Ports.free();
    PhoneFiles files = PhoneFiles.create(pbx, name, controlPort);
    try {
      process =
          new ProcessBuilder("baresip", "-f", files.directory().toString())
              .redirectErrorStream(true)
              .redirectOutput(files.log().toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(atExit);
    control = PhoneControl.connect(controlPort, files::readLog, this::keep);
  }

  /** Calls an extension of the PBX. */
  public void dial(String extension) {
    control.command("dial", uri(extension));
  }

  /** Answers the call that rings. */
  public void accept() {
    control.command("accept", "");
  }

  /** Hangs up, or rejects (486) what rings. */
  public void hangup() {
    control.command("hangup", "");
  }

  public void hold() {
    control.command("hold", "");
  }

  public void resume() {
    control.command("resume", "");
  }

  /** Sends a digit (RFC 4733) in the current call. */
  public void press(char digit) {
    control.command("sndcode", String.valueOf(digit));
  }

  /** Sends a REFER to this extension in the current call, which is blindly transferred by it. */
  public void transfer(String extension) {
    control.command("transfer", uri(extension));
  }

  /**
   * Sends a REFER with Replaces in the current call: it is joined with another of this phone's.
   *
   * @param replaced the other call, as the header Replaces has it
   */
  public void transfer(String extension, String replaced) {
    String escaped = URLEncoder.encode(replaced, StandardCharsets.UTF_8);
    control.command("transfer", uri(extension) + "?Replaces=" + escaped);
  }

  /** Makes a call the current one, to which hold, hangup, digits and transfers apply. */
  public void select(String sipCallId) {
    control.command("callfind", sipCallId);
  }

  /** Answers each call from now on by itself, after it has rung so long; null: not any more. */
  public synchronized void autoAnswer(@Nullable Duration after) {
    answerAfter = after;
  }

  /** Waits for an event of baresip since {@link #forget}: CALL_INCOMING, CALL_ESTABLISHED… */
  public void await(String event) {
    Await.until(event, Await.DEADLINE, () -> has(event), () -> "came: " + events);
  }

  /** What came until now is not awaited any more. */
  public synchronized void forget() {
    events.clear();
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    leaveNothing();
  }

  private void leaveNothing() {
    process.destroyForcibly().onExit().join();
  }

  private String uri(String extension) {
    return "sip:" + extension + "@127.0.0.1:" + pbxSipPort;
  }

  private synchronized boolean has(String event) {
    return events.contains(event);
  }

  /**
   * baresip accepts its current call; where one before has not ended yet, that is not the one that
   * rings.
   */
  private void acceptIn(long ms, int times) {
    CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (unanswered) {
                accept();
              }
              if (unanswered && times > 1) {
                acceptIn(AGAIN_MS, times - 1);
              }
            });
  }

  private synchronized void keep(JsonNode message) {
    String type = message.path("type").asText();
    events.add(type);
    unanswered = type.equals("CALL_INCOMING") || (unanswered && !type.equals("CALL_ESTABLISHED"));
    if (type.equals("CALL_INCOMING") && answerAfter != null) {
      acceptIn(answerAfter.toMillis(), TIMES);
    }
  }
}
