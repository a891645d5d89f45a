package org.switchhook.webhook.template;

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
    return Form.of(fields.tree(values));
  }
}
