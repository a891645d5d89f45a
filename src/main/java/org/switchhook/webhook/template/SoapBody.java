package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.soap.Fault;
import org.switchhook.soap.Operation;

/** The envelope of a SOAP operation, its parameters by name. */
public final class SoapBody implements BodyTemplate {

  private static final String SOAP_1_1 = "text/xml; charset=utf-8";

  private final Supplier<Operation> operation;
  private final String lack;
  private final Map<String, JsonTemplate> params = new LinkedHashMap<>();

  /**
   * The operation with these values, in whose texts placeholders stand.
   *
   * @param operation has a {@link NotYetException} as long as its WSDL cannot be had
   * @throws IllegalArgumentException when a parameter is missing, unknown or not of its type
   */
  SoapBody(Supplier<Operation> operation, JsonNode params) {
    this.operation = operation;
    params
        .properties()
        .forEach(one -> this.params.put(one.getKey(), JsonTemplate.of(one.getValue())));
    Map<String, JsonNode> known = new LinkedHashMap<>();
    this.params.forEach((name, value) -> known.put(name, known(value, params.path(name))));
    lack = lack(known);
  }

  private String lack(Map<String, JsonNode> known) {
    try {
      operation.get().check(known);
      return "";
    } catch (NotYetException e) {
      return String.valueOf(e.getMessage()); // It is looked at again when the WSDL is there.
    }
  }

  private static JsonNode known(JsonTemplate template, JsonNode written) {
    boolean later = template.placeholders().findAny().isPresent();
    return later ? MissingNode.getInstance() : written;
  }

  /** Why nothing can be sent, as it was when the row was read; empty where something can. */
  String lack() {
    return lack;
  }

  private Optional<Operation> find() {
    try {
      return Optional.of(operation.get());
    } catch (NotYetException e) {
      return Optional.empty();
    }
  }

  /** Beside those of every request. */
  Map<String, String> headers() {
    return find().map(Operation::headers).orElse(Map.of());
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
    return find().map(Operation::contentType).orElse(SOAP_1_1);
  }

  @Override
  public Stream<Placeholder> placeholders() {
    return params.values().stream().flatMap(JsonTemplate::placeholders);
  }

  @Override
  public String render(Values values) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    long characters = 0;
    for (Map.Entry<String, JsonTemplate> one : params.entrySet()) {
      JsonNode value = one.getValue().tree(values);
      characters += Limit.text(value).length();
      Limit.check(characters);
      given.put(one.getKey(), value);
    }
    try {
      return operation.get().envelope(given);
    } catch (IllegalArgumentException | NotYetException e) {
      throw new NoValueException("soap: " + e.getMessage());
    }
  }
}
