package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * What a dialplan or a client says of a call, in words of its own.
 *
 * @param name of letters, digits and {@code _ . -}
 * @param data what it says, by name
 */
public record CustomDetail(@JsonIgnore String name, SortedMap<String, String> data)
    implements Detail {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{1,57}");

  /** Whether it can be one: with {@code custom.} in front at most 64 characters. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
