package org.switchhook.asterisk.agi;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.asteriskjava.fastagi.command.GetVariableCommand;
import org.asteriskjava.fastagi.command.SetVariableCommand;

/** Commands to Asterisk, which runs them on the channel that asks, and its replies. */
final class AgiSession {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 12;
  private static final String NONCE = "SWITCHHOOK_NONCE";
  private static final String SET = "200 result=1";

  /** AGI_BUF_LEN of res_agi.c is 2048: what is longer would be taken for two commands. */
  private static final int LONGEST_COMMAND = 2000;

  private static final int LONGEST_LINE = 8192;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private long deadline;

  /**
   * @param atMost all of it
   */
  AgiSession(Socket socket, Duration atMost) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    lasts(atMost);
  }

  /** It ends then, whatever the other side does. */
  void lasts(Duration atMost) {
    deadline = System.nanoTime() + atMost.toNanos();
  }

  /**
   * Sees to it that what comes are replies and no rest of a header that somebody has cut in two.
   *
   * @throws ForgedException when they are not
   */
  void prove() throws IOException {
    byte[] bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    String first = reply(new SetVariableCommand(NONCE, nonce).buildCommand());
    String second = reply(new GetVariableCommand(NONCE).buildCommand());
    if (!first.equals(SET) || !second.equals(SET + " (" + nonce + ")")) {
      throw new ForgedException("a value has line ends in it and passes for a reply");
    }
  }

  /** Sets a variable of the channel: on one line, and cut where it is longer than a command. */
  void set(String name, String value) throws IOException {
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

  private int read() throws IOException {
    if (in.available() == 0) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new SocketTimeoutException("Asterisk does not answer");
      }
      socket.setSoTimeout((int) left);
    }
    return in.read();
  }
}
