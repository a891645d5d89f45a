package org.switchhook.asterisk.agi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Asterisk says of a call as it connects (res_agi.c, setup_env): a name and a value a line.
 *
 * <p>Asterisk writes values as they are. A caller's name or an argument with a line end in it looks
 * like further lines; those that would pass for Asterisk's own are never taken for such.
 *
 * @param values by name
 * @param arguments in order
 */
record AgiHeader(Map<String, String> values, List<String> arguments) {

  private static final Pattern LINE = Pattern.compile("(agi_[a-z0-9_]+): ?(.*)", Pattern.DOTALL);

  private static final String SCRIPT = "agi_network_script";
  private static final String ARGUMENT = "agi_arg_";

  /** The last that Asterisk writes before the arguments. */
  private static final String LAST = "agi_threadid";

  /** A parameter that is a whole argument, so that Asterisk's URIENCODE is all that it needs. */
  private static final String PARAMETER = "a=";

  /**
   * Reads it.
   *
   * @param text without the empty line at its end
   * @throws ForgedException when a line passes for one that it is not
   */
  static AgiHeader of(String text) {
    Map<String, String> values = new HashMap<>();
    List<String> arguments = new ArrayList<>();
    for (String line : text.split("\n(?=agi_)", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new ForgedException("a line is none of Asterisk's");
      }
      String name = matcher.group(1);
      if (name.startsWith(ARGUMENT)) {
        boolean inTurn = name.equals(ARGUMENT + (arguments.size() + 1));
        require(inTurn && values.containsKey(LAST), name);
        arguments.add(matcher.group(2));
      } else {
        require(arguments.isEmpty() && values.put(name, matcher.group(2)) == null, name);
      }
    }
    require(values.containsKey(SCRIPT), SCRIPT);
    return new AgiHeader(values, List.copyOf(arguments));
  }

  private static void require(boolean right, String name) {
    if (!right) {
      throw new ForgedException("a value has line ends in it and passes for " + name);
    }
  }

  /** What is asked for: the path behind the port, in its parts. */
  List<String> path() {
    String path = get(SCRIPT).replaceFirst("\\?(?s:.*)", "");
    return Arrays.stream(path.split("/", -1)).map(AgiHeader::decoded).toList();
  }

  /** All that is said beside it: parameters of the address, and arguments. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    String script = get(SCRIPT);
    int mark = script.indexOf('?');
    if (mark >= 0) {
      for (String one : script.substring(mark + 1).split("&", -1)) {
        given.add(decoded(one.startsWith(PARAMETER) ? one.substring(PARAMETER.length()) : one));
      }
    }
    given.addAll(arguments);
    return given;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // A percent sign of its own.
    }
  }

  /** A value; empty for none. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** A value that Asterisk may not know. */
  @Nullable String find(String name) {
    String value = get(name);
    return value.isEmpty() || value.equals("unknown") ? null : value;
  }
}
