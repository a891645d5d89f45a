package org.switchhook.soap;

import javax.wsdl.xml.WSDLLocator;
import org.xml.sax.InputSource;

/** Hands wsdl4j the documents that it asks for. */
final class DocumentLocator implements WSDLLocator {

  private final Location root;
  private final Documents documents;
  private String latest;

  DocumentLocator(Location root, Documents documents) {
    this.root = root;
    this.documents = documents;
    this.latest = getBaseURI();
  }

  @Override
  public InputSource getBaseInputSource() {
    return documents.root(root);
  }

  @Override
  public InputSource getImportInputSource(String importer, String reference) {
    InputSource input = documents.imported(importer, reference);
    latest = input.getSystemId();
    return input;
  }

  @Override
  public String getBaseURI() {
    return root.uri().toString();
  }

  @Override
  public String getLatestImportURI() {
    return latest;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
