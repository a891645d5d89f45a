package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.soap.Fault;
import org.switchhook.soap.Operation;

/** The envelope of a SOAP operation, its parameters by name. */
public final class SoapBody implements BodyTemplate {

  private final Operation operation;
  private final Map<String, JsonTemplate> params = new LinkedHashMap<>();

  /**
   * The operation with these values, in whose texts placeholders stand.
   *
   * @throws IllegalArgumentException when a parameter is missing, unknown or not of its type
   */
  SoapBody(Operation operation, JsonNode params) {
    this.operation = operation;
    params
        .properties()
        .forEach(one -> this.params.put(one.getKey(), JsonTemplate.of(one.getValue())));
    Map<String, JsonNode> known = new LinkedHashMap<>();
    this.params.forEach(
        (name, value) ->
            known.put(
                name,
                value.placeholders().findAny().isPresent()
                    ? MissingNode.getInstance()
                    : params.get(name)));
    operation.check(known);
  }

  /** Beside those of every request. */
  Map<String, String> headers() {
    return operation.headers();
  }

  /**
   * What a service says against the request, with any status; absent where it says nothing.
   *
   * @param success it has a status of success, with which only an envelope comes
   */
  static @Nullable String objection(String answer, boolean success) {
    try {
      return Fault.in(answer).map(Fault::toString).orElse(null);
    } catch (IllegalArgumentException e) {
      return success ? String.valueOf(e.getMessage()) : null;
    }
  }

  @Override
  public String contentType() {
    return operation.contentType();
  }

  @Override
  public Stream<Placeholder> placeholders() {
    return params.values().stream().flatMap(JsonTemplate::placeholders);
  }

  @Override
  public String render(Values values) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    params.forEach((name, value) -> given.put(name, value.tree(values)));
    try {
      return operation.envelope(given);
    } catch (IllegalArgumentException e) {
      throw new NoValueException(operation.name() + ": " + e.getMessage());
    }
  }
}
