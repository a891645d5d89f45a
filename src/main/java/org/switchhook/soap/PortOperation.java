package org.switchhook.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.wsdl.BindingOperation;
import javax.wsdl.Definition;
import javax.wsdl.Port;
import javax.wsdl.Service;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * An operation at one port of a service.
 *
 * @param namespace of the document that the port stands in
 */
record PortOperation(
    String namespace, Port port, SoapElements.Binding soap, BindingOperation operation) {

  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  private static final String HTTP = "http://schemas.xmlsoap.org/soap/http";

  /** What SOAP 1.2 has of its own. */
  private static final String HTTP_1_2 = "http://www.w3.org/2003/05/soap/bindings/HTTP/";

  private static final int MOST_NAMES = 50;

  /**
   * Those that are called by SOAP over HTTP. In the order of the documents: the library keeps ports
   * in none.
   */
  static List<PortOperation> all(Definition wsdl, List<Document> documents) {
    List<PortOperation> all = new ArrayList<>();
    for (Document document : documents) {
      NodeList ports = document.getElementsByTagNameNS(WSDL, "port");
      for (int i = 0; i < ports.getLength(); i++) {
        Port port = port(wsdl, (Element) ports.item(i));
        if (port != null && port.getBinding() != null) {
          all.addAll(of(document.getDocumentElement().getAttribute("targetNamespace"), port));
        }
      }
    }
    return all;
  }

  private static @Nullable Port port(Definition wsdl, Element port) {
    String namespace = port.getOwnerDocument().getDocumentElement().getAttribute("targetNamespace");
    Element service = (Element) port.getParentNode();
    Service known = wsdl.getService(new QName(namespace, service.getAttribute("name")));
    return known == null ? null : known.getPort(port.getAttribute("name"));
  }

  private static List<PortOperation> of(String namespace, Port port) {
    List<PortOperation> operations = new ArrayList<>();
    Optional<SoapElements.Binding> soap =
        SoapElements.binding(port.getBinding().getExtensibilityElements());
    if (soap.isPresent() && isHttp(soap.get().transport()) && isWeb(address(port))) {
      for (Object one : port.getBinding().getBindingOperations()) {
        BindingOperation operation = (BindingOperation) one;
        // Else the port's type does not declare it, or it is the service that calls.
        if (isRequest(operation)) {
          operations.add(new PortOperation(namespace, port, soap.get(), operation));
        }
      }
    }
    return operations;
  }

  private static boolean isRequest(BindingOperation operation) {
    return operation.getOperation() != null
        && operation.getOperation().getInput() != null
        && operation.getOperation().getInput().getMessage() != null;
  }

  private static boolean isHttp(@Nullable String transport) {
    return HTTP.equals(transport) || HTTP_1_2.equals(transport);
  }

  /** Some say HTTP for the transport, and a queue for the address. */
  private static boolean isWeb(String address) {
    return !address.matches("(?i)(?!https?:)[a-z][a-z0-9+.-]*:.*");
  }

  /** The one that is meant; the same at several ports is one, called at the first. */
  static PortOperation named(
      String action, @Nullable SoapVersion version, List<PortOperation> all) {
    List<PortOperation> named =
        all.stream()
            .filter(one -> one.name().equals(action) || one.longName().equals(action))
            .toList();
    if (named.isEmpty() && !action.isEmpty()) {
      named = all.stream().filter(one -> one.action().equals(action)).toList();
    }
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "the WSDL has no operation " + Words.quoted(action) + "; " + those(all));
    }
    List<PortOperation> fit =
        named.stream().filter(one -> version == null || one.soap().version() == version).toList();
    if (fit.isEmpty()) {
      throw new IllegalArgumentException(
          Words.quoted(action) + " is not bound to " + version + "; " + those(named));
    }
    if (fit.stream().map(PortOperation::called).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "the WSDL has several " + Words.quoted(action) + "; " + those(fit));
    }
    return fit.get(0);
  }

  String name() {
    return operation.getName();
  }

  String action() {
    return SoapElements.operation(operation.getExtensibilityElements())
        .map(SoapElements.Bound::action)
        .orElse("");
  }

  /** The address of its port; empty when there is none. */
  String address() {
    return address(port);
  }

  private static String address(Port port) {
    return SoapElements.address(port.getExtensibilityElements()).orElse("").strip();
  }

  /** What the binding says of its request. */
  List<?> input() {
    return operation.getBindingInput() == null
        ? List.of()
        : operation.getBindingInput().getExtensibilityElements();
  }

  javax.wsdl.Message message() {
    return operation.getOperation().getInput().getMessage();
  }

  /** Its own style, else the binding's, else document (WSDL 1.1, section 3.4). */
  boolean isRpc() {
    String style =
        SoapElements.operation(operation.getExtensibilityElements())
            .map(SoapElements.Bound::style)
            .orElse(soap.style());
    return "rpc".equals(style);
  }

  private String longName() {
    return port.getName() + "." + name();
  }

  /** What is the same where only the port is another. */
  private List<Object> called() {
    return List.of(port.getBinding().getPortType().getQName(), message().getQName());
  }

  private static String those(List<PortOperation> all) {
    if (all.isEmpty()) {
      return "it has none that SOAP over HTTP calls";
    }
    return all.stream()
        .map(one -> one.longName() + " (" + one.soap().version() + one.shownAction() + ")")
        .distinct()
        .limit(MOST_NAMES)
        .collect(Collectors.joining(", ", "there is ", ""));
  }

  private String shownAction() {
    return action().isEmpty() ? "" : ", soapAction " + action();
  }
}
