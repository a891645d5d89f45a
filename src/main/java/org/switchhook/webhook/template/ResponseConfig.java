package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The object {@code response} of a row's {@code config}. Each error names the key. */
public final class ResponseConfig {

  /** It becomes part of the name of a channel variable. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private static final Pattern PART =
      Pattern.compile("response\\.(status|headers\\.[A-Za-z0-9_-]+|body(\\..+)?)");

  private ResponseConfig() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it cannot work, saying why and what to write
   */
  public static ResponseTemplate read(JsonNode response, Fields fields) {
    ResponseTemplate template =
        new ResponseTemplate(save(response.path("save")), set(response.path("set")));
    template.save().forEach((name, value) -> check("save", value, fields));
    template.set().values().forEach((name, value) -> check("set", value, fields));
    return template;
  }

  private static Map<String, Template> save(JsonNode save) {
    requireObject("save", save, "{\"name\": \"{response.body.path}\"}");
    Map<String, Template> templates = new LinkedHashMap<>();
    save.properties().forEach(one -> templates.put(name(one.getKey()), of("save", one.getValue())));
    return templates;
  }

  private static SetTemplate set(JsonNode set) {
    requireObject("set", set, "{\"priority\": \"{response.body.path}\"}");
    Map<String, Template> templates = new LinkedHashMap<>();
    set.properties().forEach(one -> set(one.getKey(), one.getValue(), templates));
    templates.forEach(ResponseConfig::checkConstant);
    return new SetTemplate(templates);
  }

  private static void set(String key, JsonNode value, Map<String, Template> templates) {
    switch (key) {
      case SetTemplate.PRIORITY, SetTemplate.AGENT -> templates.put(key, of("set", value));
      case SetTemplate.QUEUE -> templates.put(SetTemplate.ADDRESS, of("set", address(value)));
      default ->
          throw fault(
              "set", "'" + key + "' is unknown; write one of preferredAgent, priority, queue");
    }
  }

  private static JsonNode address(JsonNode queue) {
    if (!queue.isObject() || queue.size() != 1 || !queue.has("address")) {
      throw fault("set", "write \"queue\": {\"address\": \"{response.body.path}\"}");
    }
    return queue.path("address");
  }

  /** What would fail with each answer. */
  private static void checkConstant(String key, Template value) {
    if (!value.isConstant()) {
      return;
    }
    try {
      SetTemplate.read(key, value.example());
    } catch (IllegalArgumentException e) {
      throw fault("set", key + " " + e.getMessage());
    }
  }

  private static void requireObject(String key, JsonNode value, String example) {
    if (!value.isMissingNode() && !value.isObject()) {
      throw fault(key, "is no object; write " + example);
    }
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw fault("save", "'" + name + "' is no name; write letters, digits and _, at most 64");
    }
    return name;
  }

  private static Template of(String key, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw fault(key, "has a value that is no text, number or boolean");
    }
    try {
      return Template.of(value.asText());
    } catch (IllegalArgumentException e) {
      throw fault(key, String.valueOf(e.getMessage()));
    }
  }

  private static void check(String key, Template value, Fields fields) {
    value.placeholders().forEach(one -> check(key, one, fields));
  }

  private static void check(String key, Placeholder placeholder, Fields fields) {
    if (placeholder.credential() != null) {
      throw fault(key, "may have no {authentications...}: others see what is made of an answer");
    }
    if (!placeholder.path().startsWith(ResponseTemplate.RESPONSE + ".")) {
      fields.check(placeholder);
    } else if (!PART.matcher(placeholder.path()).matches()) {
      throw fault(
          key,
          placeholder
              + " is no part of an answer; there are {response.status}, {response.headers.NAME}"
              + " and {response.body.PATH}");
    }
  }

  private static IllegalArgumentException fault(String key, String what) {
    return new IllegalArgumentException("config: response." + key + ": " + what);
  }
}
