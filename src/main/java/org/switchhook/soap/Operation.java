package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.ws.commons.schema.XmlSchemaCollection;

/** An operation of a SOAP service, ready to be called. For any thread. */
public final class Operation {

  /** Between quotes in a header: neither a quote nor a control character may end it. */
  private static final Pattern ACTION = Pattern.compile("[ !#-\\[\\]-~]*");

  private final String name;
  private final String address;
  private final SoapVersion version;
  private final String action;
  private final Message message;

  private Operation(PortOperation operation, Message message) {
    this.name = operation.name();
    this.address = operation.address();
    this.version = operation.soap().version();
    this.action = operation.action();
    this.message = message;
    if (!ACTION.matcher(action).matches()) {
      throw new IllegalArgumentException("its soapAction is one that no header can hold");
    }
  }

  static Operation of(PortOperation operation, XmlSchemaCollection schemas) {
    try {
      return new Operation(operation, Message.of(operation, schemas));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the operation " + Words.quoted(operation.name()) + ": " + e.getMessage(), e);
    }
  }

  /** Its name in the WSDL. */
  public String name() {
    return name;
  }

  /** Where the WSDL says that requests go, as it stands there; empty when it says nothing. */
  public String address() {
    return address;
  }

  public SoapVersion version() {
    return version;
  }

  /** The request's content type; with SOAP 1.2 it names the action. */
  public String contentType() {
    if (version == SoapVersion.V1_1) {
      return "text/xml; charset=utf-8";
    }
    String named = action.isEmpty() ? "" : "; action=\"" + action + "\"";
    return "application/soap+xml; charset=utf-8" + named;
  }

  /** The request's other headers: with SOAP 1.1 the action. */
  public Map<String, String> headers() {
    return version == SoapVersion.V1_1 ? Map.of("SOAPAction", "\"" + action + "\"") : Map.of();
  }

  /** What it takes, with the parts of parts; those of a type within itself are left out. */
  public List<Parameter> parameters() {
    return Parameter.all(message.content());
  }

  /**
   * Looks whether these parameters can make a request.
   *
   * @param parameters as {@link #envelope} has them; a MissingNode is a value that is known later
   * @throws IllegalArgumentException when one is missing, unknown or not of its type; says which
   *     there are
   */
  public void check(Map<String, JsonNode> parameters) {
    envelope(parameters);
  }

  /**
   * The request's body.
   *
   * @param parameters values by their names; those of an element within another by a dotted name or
   *     as an object, several of a name as an array. Attributes have an {@code @} before their
   *     name, the text beside them is {@code #text}. A null is a value that is not given. A
   *     character that XML cannot hold becomes U+FFFD.
   * @throws IllegalArgumentException when one is missing, unknown or not of its type; names it, and
   *     no value
   */
  public String envelope(Map<String, JsonNode> parameters) {
    return message.envelope(version, parameters);
  }

  /** What its parameters are the parts of. */
  Content content() {
    return message.content();
  }

  @Override
  public String toString() {
    return name + " (" + version + ")";
  }
}
