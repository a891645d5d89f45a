package org.switchhook.soap;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a document is; a fragment names a part of the same one. */
record Location(URI uri) {

  private static final Set<String> WEB = Set.of("http", "https");

  /** What services are asked for their parts by; anything else may be a key. */
  private static final Pattern HARMLESS_QUERY =
      Pattern.compile("[A-Za-z]{1,12}(=[A-Za-z]{0,4}[0-9]{1,3})?");

  Location {
    uri = URI.create(uri.normalize().toString().replaceFirst("#.*$", ""));
  }

  /** As an administrator writes it: an address, or the whole path of a file. */
  static Location of(String text) {
    try {
      return allowed(text.startsWith("/") ? Path.of(text).toUri() : new URI(text));
    } catch (URISyntaxException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "wsdl is no address; write http:// or https://, or the whole path of a file", e);
    }
  }

  /** A file may import from the web; what comes from the web reads no files. */
  Location imported(String reference) {
    Location target;
    try {
      target = new Location(uri.resolve(new URI(reference.strip())));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(this + " imports what is no address", e);
    }
    if (WEB.contains(scheme(uri)) && !WEB.contains(scheme(target.uri))) {
      throw new IllegalArgumentException(this + " comes from the web and may not import " + target);
    }
    return allowed(target.uri);
  }

  private static Location allowed(URI uri) {
    Location location = new Location(uri);
    String scheme = scheme(uri);
    boolean web = WEB.contains(scheme) && uri.getRawAuthority() != null;
    if (web || (scheme.equals("file") && uri.getPath() != null)) {
      return location;
    }
    throw new IllegalArgumentException(
        "a WSDL cannot be read from "
            + location
            + "; write http:// or https:// and a host, or the whole path of a file");
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  /** Without what may be a password. */
  @Override
  public String toString() {
    if (uri.isOpaque() || uri.getScheme() == null) {
      return uri.getScheme() + ":…";
    }
    return uri.getScheme() + ":" + host() + uri.getRawPath() + query();
  }

  private String host() {
    String authority = uri.getRawAuthority();
    return authority == null ? "" : "//" + authority.substring(authority.lastIndexOf('@') + 1);
  }

  private String query() {
    String query = uri.getRawQuery();
    if (query == null) {
      return "";
    }
    return HARMLESS_QUERY.matcher(query).matches() ? "?" + query : "?…";
  }
}
