package org.switchhook.webhook.template;

import java.util.stream.Stream;

/** A body under another content type than its own. */
record TypedBody(BodyTemplate body, String contentType) implements BodyTemplate {

  @Override
  public Stream<Placeholder> placeholders() {
    return body.placeholders();
  }

  @Override
  public String render(Values values) {
    return body.render(values);
  }
}
