package org.switchhook.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row that is copied, without what it has written out under the name of a secret. What comes from
 * {@code credentials} by a placeholder stays: it is none.
 *
 * @param leftOut where something was
 */
record Copied(String url, @Nullable String config, List<String> leftOut) {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern OF_A_SECRET =
      Pattern.compile(
          "authorization|cookie|secret|passw|passphrase|\\bpwd|\\bpin\\b|token|credential|signature"
              + "|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#]*@");
  private static final Pattern PARAMETER = Pattern.compile("(?<=[?&])([^=&#]+)=([^&#]+)");

  static Copied of(String url, @Nullable String config) {
    List<String> leftOut = new ArrayList<>();
    String address =
        PARAMETER
            .matcher(USER.matcher(url).replaceAll(""))
            .replaceAll(one -> Matcher.quoteReplacement(parameter(one, leftOut)));
    return new Copied(address, config == null ? null : config(config, leftOut), leftOut);
  }

  private static String parameter(MatchResult one, List<String> leftOut) {
    if (!isSecret(one.group(1), one.group(2))) {
      return one.group();
    }
    leftOut.add("url: " + one.group(1));
    return one.group(1) + "=";
  }

  private static String config(String config, List<String> leftOut) {
    try {
      JsonNode tree = JSON.readTree(config);
      int before = leftOut.size();
      clear(tree, "config", leftOut);
      return leftOut.size() == before ? config : JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      leftOut.add("config: it is no JSON");
      return "{}";
    }
  }

  private static void clear(JsonNode node, String path, List<String> leftOut) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              one -> {
                String where = path + "." + one.getKey();
                if (one.getValue().isTextual() && isSecret(one.getKey(), one.getValue().asText())) {
                  one.setValue(TextNode.valueOf(""));
                  leftOut.add(where);
                } else {
                  clear(one.getValue(), where, leftOut);
                }
              });
    } else if (node instanceof ContainerNode<?> list) {
      list.forEach(one -> clear(one, path, leftOut));
    }
  }

  private static boolean isSecret(String name, String value) {
    return !value.isBlank() && value.indexOf('{') < 0 && OF_A_SECRET.matcher(name).find();
  }
}
