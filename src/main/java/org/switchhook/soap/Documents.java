package org.switchhook.soap;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.switchhook.xml.Parsers;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/**
 * A WSDL and all that it imports, each read once. What reads them further parses by itself and
 * without our limits: it is given each document as it is written anew here, which has no DOCTYPE.
 */
final class Documents {

  static final int LARGEST_BYTES = 4 << 20;
  static final int LARGEST_BYTES_OF_ALL = 8 << 20;
  static final int MOST = 64;

  /** Imports of imports: they are followed recursively. */
  static final int DEEPEST = 16;

  /** For all of them: the WSDLs of other rows wait meanwhile. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private record Read(Document document, int depth) {}

  private final WsdlSource source;
  private final Map<Location, Read> read = new LinkedHashMap<>();
  private final long begun = System.nanoTime();
  private int bytes;
  private @Nullable RuntimeException trouble;

  Documents(WsdlSource source) {
    this.source = source;
  }

  /** In the order in which they were read. */
  List<Document> all() {
    return read.values().stream().map(Read::document).toList();
  }

  /** Why a document could not be read; the libraries that asked for it may hide it. */
  @Nullable RuntimeException trouble() {
    return trouble;
  }

  /**
   * The first one.
   *
   * @throws UncheckedIOException when it cannot be had now
   * @throws IllegalArgumentException when it cannot be used
   */
  InputSource root(Location location) {
    return noted(() -> input(location, 0));
  }

  /** What a document imports, by the reference that stands there. */
  InputSource imported(String importer, String reference) {
    return noted(
        () -> {
          Location from = Location.of(importer);
          Read by = read.get(from);
          return input(from.imported(reference), by == null ? 1 : by.depth() + 1);
        });
  }

  private InputSource noted(Supplier<InputSource> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      trouble = trouble == null ? e : trouble;
      throw e;
    }
  }

  private InputSource input(Location location, int depth) {
    Read known = read.get(location);
    if (known == null) {
      known = new Read(document(location, depth), depth);
      read.put(location, known);
    }
    InputSource input = new InputSource(new StringReader(XmlText.of(known.document())));
    input.setSystemId(location.uri().toString());
    return input;
  }

  private Document document(Location location, int depth) {
    if (read.size() >= MOST || depth > DEEPEST) {
      throw new IllegalArgumentException(
          read.size() >= MOST
              ? "the WSDL is in more than " + MOST + " documents"
              : location + " is imported over more than " + DEEPEST + " documents");
    }
    byte[] text = bytes(location);
    try {
      return Parsers.document(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(location + ": " + e.getMessage(), e);
    }
  }

  private byte[] bytes(Location location) {
    if (System.nanoTime() - begun > LONGEST.toNanos()) {
      throw new UncheckedIOException(
          new IOException(
              location + ": is not read, as what was read before took more than a minute"));
    }
    try {
      byte[] text = source.read(location.uri(), LARGEST_BYTES);
      bytes += text.length;
      if (text.length > LARGEST_BYTES || bytes > LARGEST_BYTES_OF_ALL) {
        throw new IllegalArgumentException(
            location
                + ": more than "
                + (LARGEST_BYTES >> 20)
                + " MiB in one document, or "
                + (LARGEST_BYTES_OF_ALL >> 20)
                + " MiB in all, are not read");
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException(location + ": " + e.getMessage(), e));
    }
  }
}
