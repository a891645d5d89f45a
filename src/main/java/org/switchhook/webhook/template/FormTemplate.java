package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** A tree that goes out as the fields of a form. */
public record FormTemplate(JsonTemplate fields) implements BodyTemplate {

  static final String FORM = "application/x-www-form-urlencoded";

  @Override
  public String contentType() {
    return FORM;
  }

  @Override
  public Stream<Placeholder> placeholders() {
    return fields.placeholders();
  }

  @Override
  public String render(Values values) {
    JsonNode tree = fields.tree(values);
    Limit.check(Limit.text(tree).length());
    return Form.of(tree);
  }
}
