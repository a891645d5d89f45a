package org.switchhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.switchhook.exchange.Exchange;
import org.switchhook.soap.WsdlSource;

/** WSDLs from files, and from the web as requests are made: the same addresses are refused. */
record WsdlDocuments(Exchange exchange) implements WsdlSource {

  @Override
  public byte[] read(URI location, int atMost) throws IOException {
    return "file".equals(location.getScheme())
        ? file(Path.of(location), atMost)
        : exchange.fetch(location.toString(), atMost);
  }

  private static byte[] file(Path path, int atMost) throws IOException {
    // Whoever reads from a pipe or a terminal may wait for ever.
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("it is no file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(atMost + 1);
      if (bytes.length > atMost) {
        throw new IOException("it has more than " + atMost + " bytes");
      }
      return bytes;
    } catch (FileSystemException e) {
      throw new IOException("there is no such file, or it may not be read", e);
    }
  }
}
