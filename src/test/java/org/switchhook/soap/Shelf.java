package org.switchhook.soap;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documents of a test by their addresses; keeps what was asked for. */
final class Shelf implements WsdlSource {

  private final Map<String, byte[]> documents = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  Shelf with(String location, String text) {
    documents.put(location, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public byte[] read(URI location, int atMost) throws IOException {
    asked.add(location.toString());
    byte[] document = documents.get(location.toString());
    if (document == null) {
      throw new IOException("is not on the shelf");
    }
    return document;
  }

  /** The files that the tests of Apache CXF come with, as if they stood in the root directory. */
  static WsdlSource ofCxf() {
    return (location, atMost) -> {
      try (InputStream file = Shelf.class.getResourceAsStream(location.getPath())) {
        if (file == null) {
          throw new IOException("is not on the shelf");
        }
        return file.readNBytes(atMost + 1);
      }
    };
  }
}
