package org.switchhook.webhook.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.xml.XmlTree;

/**
 * What is made of the answer to a request: {@code {response.body.tier}}, {@code
 * {response.headers.X-Trace}}, {@code {response.status}}, and all that the event has.
 *
 * @param save becomes data of the call, by name
 * @param set acts on the call while it waits
 */
public record ResponseTemplate(Map<String, Template> save, SetTemplate set) {

  /** Nothing is made of it. */
  public static final ResponseTemplate NONE = new ResponseTemplate(Map.of(), SetTemplate.NONE);

  static final String RESPONSE = "response";

  /** A value of a channel variable. */
  private static final int LONGEST = 1024;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public boolean isEmpty() {
    return save.isEmpty() && set.isEmpty();
  }

  /** Whether it needs an answer at all. */
  public boolean asksTheAnswer() {
    return placeholders().anyMatch(one -> one.path().startsWith(RESPONSE + "."));
  }

  Stream<Placeholder> placeholders() {
    return Stream.concat(
        save.values().stream().flatMap(Template::placeholders), set.placeholders());
  }

  /**
   * What an answer has for the call.
   *
   * @param values of the event
   * @param header the value of a header by its name, or null
   * @throws NoValueException when it lacks something, or is none that can be read
   */
  public SortedMap<String, String> saved(
      Values values, int status, UnaryOperator<@Nullable String> header, String body) {
    SortedMap<String, String> data = new TreeMap<>();
    if (save.isEmpty()) {
      return data;
    }
    Values all = values.with(RESPONSE, response(status, header, body));
    save.forEach((name, value) -> data.put(name, text(name, value, all)));
    return data;
  }

  /**
   * What an answer sets on the call.
   *
   * @param values of the event
   * @param header the value of a header by its name, or null
   * @throws NoValueException when it sets what cannot be used, or is none that can be read
   */
  public Wishes wishes(
      Values values, int status, UnaryOperator<@Nullable String> header, String body) {
    return set.isEmpty()
        ? Wishes.NONE
        : set.wishes(values.with(RESPONSE, response(status, header, body)));
  }

  private static String text(String name, Template value, Values values) {
    String text = value.render(values, Encoding.PLAIN);
    if (text.length() > LONGEST) {
      throw new NoValueException(
          "response.save.%s has %d characters; at most %d fit"
              .formatted(name, text.length(), LONGEST));
    }
    return text;
  }

  /** Of an answer's headers, which may be many, those that it asks for. */
  public UnaryOperator<@Nullable String> asked(UnaryOperator<@Nullable String> header) {
    Map<String, String> asked = new HashMap<>();
    headers()
        .forEach(
            name -> {
              String value = header.apply(name);
              if (value != null) {
                asked.put(name, value);
              }
            });
    return asked::get;
  }

  private Stream<String> headers() {
    return placeholders()
        .filter(one -> one.path().startsWith("response.headers."))
        .map(one -> one.names().get(2));
  }

  private JsonNode response(int status, UnaryOperator<@Nullable String> header, String body) {
    ObjectNode response = JSON.createObjectNode().put("status", status);
    ObjectNode headers = response.putObject("headers");
    headers().forEach(name -> headers.put(name, header.apply(name)));
    if (placeholders().anyMatch(one -> one.path().startsWith("response.body"))) {
      response.set("body", tree(body));
    }
    return response;
  }

  private static JsonNode tree(String body) {
    if (body.stripLeading().startsWith("<")) {
      return xml(body);
    }
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new NoValueException("the answer is no JSON: " + e.getOriginalMessage());
    }
  }

  private static JsonNode xml(String body) {
    try {
      return XmlTree.read(body);
    } catch (IllegalArgumentException e) {
      throw new NoValueException("the answer is no XML: " + e.getMessage());
    }
  }
}
