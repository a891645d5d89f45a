package org.switchhook.xml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.XMLConstants;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Makes the tree of what the parser tells. */
final class TreeBuilder extends DefaultHandler {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;

  /** An element that is not closed yet. */
  private record Open(String name, ObjectNode members, StringBuilder text, boolean nil) {

    JsonNode value() {
      if (nil && members.isEmpty()) {
        return JSON.nullNode();
      }
      if (members.isEmpty()) {
        return JSON.textNode(text.toString());
      }
      if (!text.toString().isBlank()) {
        members.put("#text", text.toString());
      }
      return members;
    }
  }

  private final ObjectNode root = JSON.objectNode();
  private final Deque<Open> open = new ArrayDeque<>();

  boolean begun() {
    return !open.isEmpty() || !root.isEmpty();
  }

  ObjectNode root() {
    return root;
  }

  void closeAll() {
    while (!open.isEmpty()) {
      close();
    }
  }

  @Override
  public void startElement(String uri, String local, String qualified, Attributes attributes) {
    ObjectNode members = JSON.objectNode();
    for (int i = 0; i < attributes.getLength(); i++) {
      if (!XSI.equals(attributes.getURI(i))) {
        members.put("@" + attributes.getLocalName(i), attributes.getValue(i));
      }
    }
    String nil = attributes.getValue(XSI, "nil");
    open.push(new Open(local, members, new StringBuilder(), "true".equals(nil) || "1".equals(nil)));
  }

  @Override
  public void characters(char[] text, int start, int length) {
    open.getFirst().text().append(text, start, length);
  }

  @Override
  public void endElement(String uri, String local, String qualified) {
    close();
  }

  private void close() {
    Open closed = open.pop();
    ObjectNode parent = open.isEmpty() ? root : open.getFirst().members();
    JsonNode before = parent.get(closed.name());
    if (before == null) {
      parent.set(closed.name(), closed.value());
    } else if (before instanceof ArrayNode several) {
      several.add(closed.value());
    } else {
      parent.set(closed.name(), JSON.arrayNode().add(before).add(closed.value()));
    }
  }
}
