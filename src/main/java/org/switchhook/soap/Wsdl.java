package org.switchhook.soap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javax.wsdl.Definition;
import javax.wsdl.WSDLException;
import javax.wsdl.factory.WSDLFactory;
import javax.wsdl.xml.WSDLReader;
import org.apache.ws.commons.schema.XmlSchemaCollection;
import org.jspecify.annotations.Nullable;

/** A WSDL 1.1 with all that it imports. Not for several threads; what it gives is. */
public final class Wsdl {

  private final List<PortOperation> operations;
  private final XmlSchemaCollection schemas;

  private Wsdl(List<PortOperation> operations, XmlSchemaCollection schemas) {
    this.operations = operations;
    this.schemas = schemas;
  }

  /**
   * Reads it.
   *
   * @param location an {@code http} or {@code https} address, or the whole path of a file
   * @throws IOException when it, or what it imports, cannot be had now
   * @throws IllegalArgumentException when it cannot be used; says what is wrong, and where
   */
  public static Wsdl read(String location, WsdlSource source) throws IOException {
    Location root = Location.of(location);
    Documents documents = new Documents(source);
    try {
      Definition wsdl = reader().readWSDL(new DocumentLocator(root, documents));
      throwTrouble(documents.trouble());
      XmlSchemaCollection schemas = Schemas.of(wsdl, documents);
      throwTrouble(documents.trouble());
      return new Wsdl(PortOperation.all(wsdl, documents.all()), schemas);
    } catch (WSDLException | RuntimeException e) {
      throwTrouble(documents.trouble());
      throw new IllegalArgumentException(root + " cannot be used: " + message(e, root), e);
    }
  }

  /**
   * The operation that an administrator names.
   *
   * @param action its name, its soapAction, or {@code port.name} where several ports have the name
   * @param version the one to use; absent: that of the first port that has the operation
   * @throws IllegalArgumentException when there is none, there are several, or it cannot be called;
   *     says which there are
   */
  public Operation operation(String action, @Nullable SoapVersion version) {
    return Operation.of(PortOperation.named(action, version, operations), schemas);
  }

  /** The names of the operations, each once. */
  public List<String> operations() {
    return operations.stream().map(PortOperation::name).distinct().toList();
  }

  private static WSDLReader reader() throws WSDLException {
    WSDLReader reader =
        WSDLFactory.newInstance("com.ibm.wsdl.factory.WSDLFactoryImpl").newWSDLReader();
    // Else it tells the standard output what it reads.
    reader.setFeature("javax.wsdl.verbose", false);
    reader.setFeature("com.ibm.wsdl.parseXMLSchemas", false);
    return reader;
  }

  private static void throwTrouble(@Nullable RuntimeException trouble) throws IOException {
    if (trouble instanceof UncheckedIOException io) {
      throw Objects.requireNonNull(io.getCause());
    }
    if (trouble != null) {
      throw trouble;
    }
  }

  /** Without passwords, which addresses may hold. */
  private static String message(Exception e, Location root) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.replace(root.uri().toString(), root.toString()).replaceAll("//[^/\\s]*@", "//");
  }
}
