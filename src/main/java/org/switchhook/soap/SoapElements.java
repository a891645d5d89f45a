package org.switchhook.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.wsdl.extensions.soap.SOAPAddress;
import javax.wsdl.extensions.soap.SOAPBinding;
import javax.wsdl.extensions.soap.SOAPBody;
import javax.wsdl.extensions.soap.SOAPHeader;
import javax.wsdl.extensions.soap.SOAPOperation;
import javax.wsdl.extensions.soap12.SOAP12Address;
import javax.wsdl.extensions.soap12.SOAP12Binding;
import javax.wsdl.extensions.soap12.SOAP12Body;
import javax.wsdl.extensions.soap12.SOAP12Header;
import javax.wsdl.extensions.soap12.SOAP12Operation;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** What a WSDL says in the elements of SOAP: the library has them twice, once for each version. */
final class SoapElements {

  /** How an operation is bound: a style that is not said is the binding's. */
  record Bound(@Nullable String style, @Nullable String action) {}

  /** How a message is written; no parts said is all of them. */
  record Body(@Nullable String use, @Nullable String namespace, @Nullable List<?> parts) {}

  /** A binding to SOAP; {@code transport} and {@code style} as they stand there. */
  record Binding(SoapVersion version, @Nullable String transport, @Nullable String style) {}

  private SoapElements() {}

  static Optional<Binding> binding(List<?> elements) {
    return first(elements, SoapElements::binding);
  }

  static Optional<Bound> operation(List<?> elements) {
    return first(elements, SoapElements::operation);
  }

  static Optional<Body> body(List<?> elements) {
    return first(elements, SoapElements::body);
  }

  static Optional<String> address(List<?> elements) {
    return first(elements, SoapElements::address);
  }

  /** The parts of the message that stand in the envelope's header. */
  static List<String> headers(List<?> elements, QName message) {
    List<String> parts = new ArrayList<>();
    for (Object element : elements) {
      if (element instanceof SOAPHeader header && message.equals(header.getMessage())) {
        parts.add(header.getPart());
      } else if (element instanceof SOAP12Header header && message.equals(header.getMessage())) {
        parts.add(header.getPart());
      }
    }
    return parts;
  }

  private static <T> Optional<T> first(List<?> elements, Function<Object, @Nullable T> reading) {
    for (Object element : elements) {
      T found = reading.apply(element);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static @Nullable Binding binding(Object element) {
    if (element instanceof SOAPBinding binding) {
      return new Binding(SoapVersion.V1_1, binding.getTransportURI(), binding.getStyle());
    }
    return element instanceof SOAP12Binding binding
        ? new Binding(SoapVersion.V1_2, binding.getTransportURI(), binding.getStyle())
        : null;
  }

  private static @Nullable Bound operation(Object element) {
    if (element instanceof SOAPOperation operation) {
      return new Bound(operation.getStyle(), operation.getSoapActionURI());
    }
    return element instanceof SOAP12Operation operation
        ? new Bound(operation.getStyle(), operation.getSoapActionURI())
        : null;
  }

  private static @Nullable Body body(Object element) {
    if (element instanceof SOAPBody body) {
      return new Body(body.getUse(), body.getNamespaceURI(), body.getParts());
    }
    return element instanceof SOAP12Body body
        ? new Body(body.getUse(), body.getNamespaceURI(), body.getParts())
        : null;
  }

  private static @Nullable String address(Object element) {
    if (element instanceof SOAPAddress address) {
      return Objects.requireNonNullElse(address.getLocationURI(), "");
    }
    return element instanceof SOAP12Address address
        ? Objects.requireNonNullElse(address.getLocationURI(), "")
        : null;
  }
}
