package org.switchhook.asterisk.agi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.asteriskjava.fastagi.command.GetFullVariableCommand;
import org.asteriskjava.fastagi.command.SetVariableCommand;
import org.switchhook.ask.Gate;

/** Commands to Asterisk, which runs them on the channel that asks, and its replies. */
final class AgiSession {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 12;

  /** What means nothing in an expression of a dialplan. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./@+-]{0,80}");

  /** AGI_BUF_LEN of res_agi.c is 2048: what is longer would be taken for two commands. */
  private static final int LONGEST_COMMAND = 2000;

  private static final int LONGEST_LINE = 8192;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Gate gate;
  private final byte[] come = new byte[1024];

  /** Variables of the channel that have no value. */
  private final Set<String> empty = new HashSet<>();

  private int at;
  private int end;
  private long deadline;

  /**
   * @param atMost all of it
   * @param gate is left while Asterisk is waited for
   */
  AgiSession(Socket socket, Duration atMost, Gate gate) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.gate = gate;
    lasts(atMost);
  }

  /** It ends then, whatever the other side does. */
  void lasts(Duration atMost) {
    deadline = System.nanoTime() + atMost.toNanos();
  }

  /**
   * Sees to it that what comes are replies and no rest of a header that somebody has cut in two,
   * and asks with the same command which of these variables have a value: Asterisk tells all who
   * listen of each that is set, and the caller waits for it.
   *
   * @throws ForgedException when they are not
   */
  void prove(List<String> variables) throws IOException {
    byte[] bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    // What has no variable in it comes back as it is.
    String lengths =
        variables.stream().map("${FIELDQTY(%s,x)}"::formatted).collect(Collectors.joining(","));
    String reply = value(nonce + lengths);
    String begin = "200 result=1 (" + nonce;
    if (!reply.startsWith(begin) || !reply.endsWith(")")) {
      throw new ForgedException("a value has line ends in it and passes for a reply");
    }
    String[] told = reply.substring(begin.length(), reply.length() - 1).split(",", -1);
    for (int i = 0; i < told.length && told.length == variables.size(); i++) {
      // Asked by its name: LEN() would be given the value, and ')' in it ends a function. Without
      // func_strings there is no number at all.
      if (told[i].equals("0")) {
        empty.add(variables.get(i));
      }
    }
  }

  /**
   * Sets variables of the channel, those of plain words as the last and at once: each command is a
   * way there and back, for which the caller waits.
   */
  void set(Map<String, String> variables) throws IOException {
    Map<String, String> plain = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : variables.entrySet()) {
      if (one.getValue().isEmpty() && empty.contains(one.getKey())) {
        continue;
      }
      if (PLAIN.matcher(one.getValue()).matches()) {
        plain.put(one.getKey(), one.getValue());
      } else {
        set(one.getKey(), one.getValue());
      }
    }
    if (!setAtOnce(plain)) {
      for (Map.Entry<String, String> one : plain.entrySet()) {
        set(one.getKey(), one.getValue());
      }
    }
  }

  /** Whether Asterisk says that they have these values; it lacks SET() without func_logic. */
  private boolean setAtOnce(Map<String, String> plain) throws IOException {
    StringBuilder expression = new StringBuilder();
    for (Map.Entry<String, String> one : plain.entrySet()) {
      expression.append("${SET(%s=%s)},".formatted(one.getKey(), one.getValue()));
    }
    String all = String.join(",", plain.values()) + ",";
    return expression.length() < LONGEST_COMMAND && value(expression.toString()).equals(said(all));
  }

  /** What an expression of a dialplan comes to, as the reply says it. */
  private String value(String expression) throws IOException {
    return reply(new GetFullVariableCommand(expression).buildCommand());
  }

  private static String said(String value) {
    return "200 result=1 (" + value + ")";
  }

  /** Sets a variable of the channel: on one line, and cut where it is longer than a command. */
  private void set(String name, String value) throws IOException {
    String reply = reply(command(name, plain(value)));
    if (!reply.startsWith("200 ")) {
      throw new IOException("Asterisk does not set " + name + ": " + reply);
    }
  }

  static String command(String name, String value) {
    String text = value;
    String command = new SetVariableCommand(name, text).buildCommand();
    while (command.getBytes(StandardCharsets.UTF_8).length > LONGEST_COMMAND) {
      text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
      command = new SetVariableCommand(name, text).buildCommand();
    }
    return command;
  }

  /** A command is a line, and a variable of a dialplan too. */
  static String plain(String value) {
    return value.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
  }

  private String reply(String command) throws IOException {
    out.write((command + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    String line = line();
    while (line.equals("HANGUP")) {
      line = line(); // The caller is gone; what is set is there for the h extension.
    }
    return line;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = read(); next != '\n'; next = read()) {
      if (next < 0 || line.size() >= LONGEST_LINE) {
        throw new IOException(next < 0 ? "Asterisk has ended it" : "a reply is too long");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** From what has come already; the socket is asked for all that is there, once. */
  private int read() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, fill());
    }
    return at == end ? -1 : come[at++] & 0xff;
  }

  private int fill() throws IOException {
    long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (left <= 0) {
      throw new SocketTimeoutException("Asterisk does not answer");
    }
    socket.setSoTimeout((int) left);
    return gate.outside(() -> in.read(come));
  }
}
