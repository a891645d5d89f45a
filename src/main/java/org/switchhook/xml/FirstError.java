package org.switchhook.xml;

import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/** The parser's own one writes to the standard error output. */
final class FirstError implements ErrorHandler {

  @Override
  public void warning(SAXParseException warning) {
    // None of them makes the text another one.
  }

  @Override
  public void error(SAXParseException error) throws SAXParseException {
    throw error;
  }

  @Override
  public void fatalError(SAXParseException error) throws SAXParseException {
    throw error;
  }
}
