package org.switchhook.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.switchhook.ask.Gate;

/** What a reply to a dialplan costs in commands, and that each value arrives as it is. */
class AgiSessionTest {

  private static final Map<String, String> PLAIN = variables("A", "gold", "B", "", "C", "OK");
  private static final Map<String, String> MIXED =
      variables("A", "go${SHELL(id)},ld)", "B", "7", "C", "a b", "D", "OK");

  @Test
  void plainWordsAreSetAtOnce() throws Exception {
    Map<String, String> there = new LinkedHashMap<>();
    List<String> commands = set(PLAIN, command -> AgiTrial.reply(command, there));
    assertThat(there).isEqualTo(PLAIN);
    assertThat(commands).hasSize(1);
  }

  @Test
  void whatMayMeanSomethingIsSetBeforeAsItIs() throws Exception {
    Map<String, String> there = new LinkedHashMap<>();
    List<String> commands = set(MIXED, command -> AgiTrial.reply(command, there));
    assertThat(there).isEqualTo(MIXED);
    assertThat(commands).hasSize(3);
    assertThat(commands.get(2)).contains("B=7", "D=OK").doesNotContain("SHELL", "a b");
  }

  @Test
  void anAsteriskWithoutTheFunctionHasThemOneByOne() throws Exception {
    Map<String, String> there = new LinkedHashMap<>();
    List<String> commands =
        set(
            PLAIN,
            command ->
                command.startsWith("GET FULL")
                    ? "200 result=1 (,,,)"
                    : AgiTrial.reply(command, there));
    assertThat(there).isEqualTo(PLAIN);
    assertThat(commands).hasSize(1 + PLAIN.size());
  }

  @Test
  void moreThanACommandTakesIsSetOneByOne() throws Exception {
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      many.put("SWITCHHOOK_DATA_" + i, "x".repeat(60));
    }
    Map<String, String> there = new LinkedHashMap<>();
    List<String> commands = set(many, command -> AgiTrial.reply(command, there));
    assertThat(there).isEqualTo(many);
    assertThat(commands).hasSize(40);
  }

  @Test
  void whatHasNoValueIsNotSetToNoneAgain() throws Exception {
    Map<String, String> there = new LinkedHashMap<>(Map.of("A", "left by an earlier ask"));
    List<String> commands =
        run(
            session -> {
              session.prove(List.of("A", "B"));
              session.set(variables("A", "", "B", "", "C", "OK"));
            },
            command -> AgiTrial.reply(lengths(command, there), there));
    assertThat(there).isEqualTo(variables("A", "", "C", "OK"));
    assertThat(commands).hasSize(2);
  }

  @Test
  void whereLengthsAreNotToldAllIsSet() throws Exception {
    Map<String, String> there = new LinkedHashMap<>();
    run(
        session -> {
          session.prove(List.of("A", "B"));
          session.set(variables("A", "", "B", "", "C", "OK"));
        },
        command -> AgiTrial.reply(command.replaceAll("[$]\\{FIELDQTY.*?\\)}", ""), there));
    assertThat(there).isEqualTo(variables("A", "", "B", "", "C", "OK"));
  }

  @Test
  void aReplyThatSomebodyMadeUpIsNone() {
    assertThatThrownBy(
            () -> run(session -> session.prove(List.of("A")), command -> "200 result=1 (0,0)"))
        .isInstanceOf(ForgedException.class);
  }

  private static String lengths(String command, Map<String, String> there) {
    return Pattern.compile("[$]\\{FIELDQTY\\((\\w+),x\\)}")
        .matcher(command)
        .replaceAll(name -> String.valueOf(there.getOrDefault(name.group(1), "").length()));
  }

  private interface Work {
    void run(AgiSession session) throws IOException;
  }

  /** Sets them at an Asterisk that replies so; the commands that it got. */
  private static List<String> set(Map<String, String> variables, UnaryOperator<String> asterisk)
      throws Exception {
    return run(session -> session.set(variables), asterisk);
  }

  private static List<String> run(Work work, UnaryOperator<String> asterisk) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket ours = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket theirs = server.accept()) {
      CompletableFuture<List<String>> commands =
          CompletableFuture.supplyAsync(() -> reply(theirs, asterisk));
      work.run(new AgiSession(ours, Duration.ofSeconds(10), new Gate()));
      ours.shutdownOutput();
      return commands.get(10, TimeUnit.SECONDS);
    }
  }

  private static List<String> reply(Socket socket, UnaryOperator<String> asterisk) {
    List<String> commands = new ArrayList<>();
    try {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        String reply = asterisk.apply(line) + "\n";
        socket.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return commands;
  }

  private static Map<String, String> variables(String... namesAndValues) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      variables.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return variables;
  }
}
