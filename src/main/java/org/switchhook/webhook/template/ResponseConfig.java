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
    JsonNode save = response.path("save");
    if (!save.isMissingNode() && !save.isObject()) {
      throw fault("save", "is no object; write {\"name\": \"{response.body.path}\"}");
    }
    Map<String, Template> templates = new LinkedHashMap<>();
    save.properties().forEach(one -> templates.put(name(one.getKey()), of(one.getValue())));
    ResponseTemplate template = new ResponseTemplate(templates);
    template.placeholders().forEach(one -> check(one, fields));
    return template;
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw fault("save", "'" + name + "' is no name; write letters, digits and _, at most 64");
    }
    return name;
  }

  private static Template of(JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw fault("save", "has a value that is no text, number or boolean");
    }
    try {
      return Template.of(value.asText());
    } catch (IllegalArgumentException e) {
      throw fault("save", String.valueOf(e.getMessage()));
    }
  }

  private static void check(Placeholder placeholder, Fields fields) {
    if (placeholder.credential() != null) {
      throw fault("save", "may have no {authentications...}: data is in every later event");
    }
    if (!placeholder.path().startsWith(ResponseTemplate.RESPONSE + ".")) {
      fields.check(placeholder);
    } else if (!PART.matcher(placeholder.path()).matches()) {
      throw fault(
          "save",
          placeholder
              + " is no part of an answer; there are {response.status}, {response.headers.NAME}"
              + " and {response.body.PATH}");
    }
  }

  private static IllegalArgumentException fault(String key, String what) {
    return new IllegalArgumentException("config: response." + key + ": " + what);
  }
}
