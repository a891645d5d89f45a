package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.wsdl.Part;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaCollection;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the Body of a request.
 *
 * @param wrapper the element that holds the parameters; absent when they stand in the Body itself
 */
record Message(@Nullable QName wrapper, Content content) {

  private static final String LITERAL = "literal";

  /**
   * What the operation takes.
   *
   * @throws IllegalArgumentException when it cannot be written
   */
  static Message of(PortOperation operation, XmlSchemaCollection schemas) {
    SoapElements.Body body =
        SoapElements.body(operation.input())
            .orElseThrow(
                () ->
                    new IllegalArgumentException("it has no soap:body; attachments are not sent"));
    if (body.use() != null && !body.use().equals(LITERAL)) {
      throw new IllegalArgumentException(
          "it is bound with use=" + Words.quoted(body.use()) + "; only literal is supported");
    }
    List<Part> parts = parts(operation, body.parts());
    Types types = new Types(schemas);
    return operation.isRpc() ? rpc(operation, body, parts, types) : document(parts, types);
  }

  /** Writes an envelope around them. */
  String envelope(SoapVersion version, Map<String, JsonNode> parameters) {
    Elements elements = new Elements(version);
    Place place =
        Place.of(wrapper == null ? elements.body() : elements.append(elements.body(), wrapper));
    new MessageWriter(elements).write(place, content, parameters);
    return elements.toString();
  }

  /** Those that the body names, else all that are in no header. */
  private static List<Part> parts(PortOperation operation, @Nullable List<?> wanted) {
    List<String> headers = SoapElements.headers(operation.input(), operation.message().getQName());
    List<Part> parts = new ArrayList<>();
    for (Object one : operation.message().getOrderedParts(null)) {
      Part part = (Part) one;
      if (wanted == null ? !headers.contains(part.getName()) : wanted.contains(part.getName())) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** One element of a schema, whose parts are the parameters; a simple one is one itself. */
  private static Message document(List<Part> parts, Types types) {
    if (parts.isEmpty()) {
      return new Message(null, Content.of(List.of()));
    }
    QName element = parts.get(0).getElementName();
    if (parts.size() > 1 || element == null) {
      throw new IllegalArgumentException(
          "it is document/literal and takes "
              + parts.stream().map(Part::getName).collect(Collectors.joining(", "))
              + "; only one part, an element, is supported");
    }
    Field field = types.global(element);
    types.complete();
    return field.type() instanceof ComplexType complex
        ? new Message(element, complex.content())
        : new Message(null, Content.of(List.of(field)));
  }

  /** An element of the operation's name, and in it one for each part. */
  private static Message rpc(
      PortOperation operation, SoapElements.Body body, List<Part> parts, Types types) {
    List<Field> fields = new ArrayList<>();
    for (Part part : parts) {
      if (part.getTypeName() == null) {
        throw new IllegalArgumentException(
            "it is rpc/literal, and its part " + Words.quoted(part.getName()) + " has no type");
      }
      fields.add(Field.element(new QName(part.getName()), types.named(part.getTypeName())));
    }
    types.complete();
    String namespace = body.namespace() == null ? operation.namespace() : body.namespace();
    return new Message(new QName(namespace, operation.name()), Content.of(fields));
  }
}
