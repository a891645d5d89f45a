package org.switchhook.soap;

import java.io.IOException;
import java.net.URI;

/** Where a WSDL and what it imports is had from; decides which addresses may be asked. */
@FunctionalInterface
public interface WsdlSource {

  /**
   * The bytes of a document.
   *
   * @param location absolute; {@code http}, {@code https} or {@code file}; may hold a password
   * @param atMost no more bytes are wanted
   * @throws IOException when there is none, it is larger, or it may not be asked for; its message
   *     says why, without the location
   */
  byte[] read(URI location, int atMost) throws IOException;
}
