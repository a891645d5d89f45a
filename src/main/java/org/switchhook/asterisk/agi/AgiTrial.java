package org.switchhook.asterisk.agi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks as an Asterisk would, with a channel that is none.
 *
 * @param uniqueid of a channel that is up, to ask about its call; else of nobody's
 * @param from number of the caller
 * @param to what was dialled
 */
public record AgiTrial(String uniqueid, String from, String to) {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(65);
  private static final Duration QUICK = Duration.ofSeconds(2);

  /** To the last quote: a group for each character would be a call for each. */
  private static final Pattern SET = Pattern.compile("SET VARIABLE \"([^\"]*)\" \"(.*)\"");

  private static final Pattern GET = Pattern.compile("GET FULL VARIABLE \"([^\"]*)\"");

  private static final Pattern SET_IN_EXPRESSION =
      Pattern.compile("[$][{]SET\\((\\w+)=([^)]*)\\)}");

  /**
   * Runs a script.
   *
   * @param script e.g. {@code call/crm}
   * @param arguments as a dialplan writes them
   * @return the variables that the channel would have then
   * @throws IOException when nobody listens there, or it is not Switchhook's server
   */
  public Map<String, String> run(
      InetSocketAddress server, List<String> script, List<String> arguments) throws IOException {
    return run(server, script, arguments, LONGEST);
  }

  private Map<String, String> run(
      InetSocketAddress server, List<String> script, List<String> arguments, Duration atMost)
      throws IOException {
    Map<String, String> variables = new TreeMap<>();
    try (Socket socket = new Socket()) {
      socket.connect(server, (int) CONNECT.toMillis());
      socket.setSoTimeout((int) atMost.toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(header(path(script, arguments)).getBytes(StandardCharsets.UTF_8));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      long start = System.nanoTime();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (System.nanoTime() - start > atMost.toNanos()) {
          throw new SocketTimeoutException("it goes on for ever");
        }
        out.write((reply(line, variables) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return variables;
  }

  /**
   * Whether it is Switchhook's server that listens there.
   *
   * @throws IOException when nobody does
   */
  public static boolean isServer(InetSocketAddress server) throws IOException {
    AgiTrial trial = new AgiTrial("switchhook-check", "", "");
    try (Socket socket = new Socket()) {
      socket.connect(server, (int) CONNECT.toMillis());
    }
    try {
      return trial
          .run(server, List.of("nobody"), List.of(), QUICK)
          .containsKey("SWITCHHOOK_STATUS");
    } catch (IOException e) {
      return false;
    }
  }

  private static String path(List<String> script, List<String> arguments) {
    String path = script.stream().map(AgiTrial::encoded).collect(Collectors.joining("/"));
    String query =
        arguments.stream().map(one -> "a=" + encoded(one)).collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String header(String path) {
    return """
        agi_network: yes
        agi_network_script: %s
        agi_uniqueid: %s
        agi_callerid: %s
        agi_calleridname: unknown
        agi_dnid: %s
        agi_threadid: 0

        """
        .formatted(path, line(uniqueid), line(from), line(to));
  }

  private static String line(String text) {
    return AgiSession.plain(text);
  }

  /** What Asterisk would say to it. */
  static String reply(String command, Map<String, String> variables) {
    Matcher set = SET.matcher(command);
    if (set.matches()) {
      variables.put(set.group(1), set.group(2).replaceAll("\\\\(.)", "$1"));
      return "200 result=1";
    }
    Matcher get = GET.matcher(command);
    return get.matches() ? "200 result=1 (" + value(get.group(1), variables) + ")" : "200 result=0";
  }

  private static String value(String expression, Map<String, String> variables) {
    return SET_IN_EXPRESSION
        .matcher(expression)
        .replaceAll(
            set -> {
              variables.put(set.group(1), set.group(2));
              return Matcher.quoteReplacement(set.group(2));
            });
  }
}
