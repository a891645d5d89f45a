package org.switchhook.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a value is written. Each throws IllegalArgumentException whose message says what to write.
 */
final class Values {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})\\s*([mMgG])");
  private static final Pattern DAYS = Pattern.compile("(\\d{1,5})\\s*d");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  /** An IPv6 address has two colons at least: one alone stands before a port. */
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9_.-]{1,255}|\\[?[0-9A-Fa-f.]*(:[0-9A-Fa-f.]*){2,8}\\]?");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9.]+|\\[?::1\\]?", Pattern.CASE_INSENSITIVE);

  private static final Pattern HOSTS =
      Pattern.compile("(\\*\\.)?[a-z0-9_][a-z0-9_.-]*|[0-9a-f.]*(:[0-9a-f.]*){2,8}");
  private static final Pattern LISTEN = Pattern.compile("(.+):(\\d{1,5})");

  private static final Pattern JDBC_URL =
      Pattern.compile("jdbc:mariadb:([a-z]+:)?//[^\\s/?]+/[^\\s/?]+(\\?\\S*)?");
  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z0-9_]{1,64}(\\.[A-Za-z0-9_]{1,64})?");
  private static final Pattern LOGIN_IN_URL =
      Pattern.compile("[?&](user|username|password)=", Pattern.CASE_INSENSITIVE);

  private Values() {}

  static String text(String value) {
    return value;
  }

  static String name(String value) {
    return matching(NAME, value, "write 1 to 64 of letters, digits, _ . -");
  }

  static boolean isNoName(String value) {
    return !NAME.matcher(value).matches();
  }

  static String host(String value) {
    return matching(HOST, value, "write a host name or an address; a port has a key of its own");
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  /** {@code 127.0.0.1:8480}, {@code [::1]:8480}, {@code off}. */
  static WebSettings listen(String value) {
    if (value.equalsIgnoreCase("off")) {
      return WebSettings.OFF;
    }
    Matcher matcher = LISTEN.matcher(value);
    if (!matcher.matches() || !HOST.matcher(matcher.group(1)).matches()) {
      throw new IllegalArgumentException("write ADDRESS:PORT, as 127.0.0.1:8480, or off");
    }
    return new WebSettings(matcher.group(1), number(0, 65535).apply(matcher.group(2)));
  }

  static Function<String, Integer> number(int least, int most) {
    return value -> {
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below, with the range.
      }
      throw new IllegalArgumentException("write a number from " + least + " to " + most);
    };
  }

  /** The words that Asterisk itself takes. */
  static boolean yesNo(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "y", "t", "1", "on" -> true;
      case "no", "false", "n", "f", "0", "off" -> false;
      default -> throw new IllegalArgumentException("write yes or no");
    };
  }

  /** {@code 500ms}, {@code 10s}, {@code 2m}; a number alone is seconds. */
  static Function<String, Duration> duration(Duration least, Duration most) {
    return value -> {
      Matcher matcher = DURATION.matcher(value);
      if (matcher.matches()) {
        long number = Long.parseLong(matcher.group(1));
        Duration duration =
            switch (matcher.group(2)) {
              case "ms" -> Duration.ofMillis(number);
              case "m" -> Duration.ofMinutes(number);
              default -> Duration.ofSeconds(number);
            };
        if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
          return duration;
        }
      }
      throw new IllegalArgumentException(
          "write a time from " + show(least) + " to " + show(most) + ", as 500ms, 10s or 2m");
    };
  }

  /** {@code 30d}. */
  static Function<String, Duration> days(int least, int most) {
    return value -> {
      Matcher matcher = DAYS.matcher(value);
      if (matcher.matches()) {
        int days = Integer.parseInt(matcher.group(1));
        if (days >= least && days <= most) {
          return Duration.ofDays(days);
        }
      }
      throw new IllegalArgumentException("write days from " + least + "d to " + most + "d");
    };
  }

  /** Bytes, as {@code 512M}, {@code 2G}: binary, as in my.cnf. */
  static Function<String, Long> size(int leastMebibytes) {
    return value -> {
      Matcher matcher = SIZE.matcher(value);
      if (matcher.matches()) {
        boolean giga = matcher.group(2).equalsIgnoreCase("g");
        long mebibytes = Long.parseLong(matcher.group(1)) * (giga ? 1024 : 1);
        if (mebibytes >= leastMebibytes) {
          return mebibytes << 20;
        }
      }
      throw new IllegalArgumentException(
          "write a size of " + leastMebibytes + "M or more, as 512M or 2G");
    };
  }

  private static String show(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  static ZoneId zone(String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("write a zone as America/Montevideo or UTC", e);
    }
  }

  static String regex(String value) {
    if (value.startsWith("_")) {
      throw new IllegalArgumentException(
          "write a regular expression, [0-9]{4} rather than the dialplan's _XXXX");
    }
    try {
      return Pattern.compile(value).pattern();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "write a regular expression (" + e.getDescription() + " at " + e.getIndex() + ")", e);
    }
  }

  static String jdbcUrl(String value) {
    if (LOGIN_IN_URL.matcher(value).find()) {
      throw new IllegalArgumentException("write user and password as keys of their own");
    }
    return matching(JDBC_URL, value, "write jdbc:mariadb://HOST:PORT/DATABASE");
  }

  static String table(String value) {
    return matching(TABLE, value, "write the name of a table, of letters, digits and _, or off");
  }

  static Path absolutePath(String value) {
    try {
      Path path = Path.of(value);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw new IllegalArgumentException("write a path that begins with /");
  }

  static Path readableFile(String value) {
    Path path = absolutePath(value);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new IllegalArgumentException("there is no such file, or this user may not read it");
    }
    return path;
  }

  /** A file of certificates in PEM. */
  static Path certificates(String value) {
    Path path = readableFile(value);
    try (InputStream pem = Files.newInputStream(path)) {
      if (!CertificateFactory.getInstance("X.509").generateCertificates(pem).isEmpty()) {
        return path;
      }
    } catch (IOException | CertificateException e) {
      // Said below.
    }
    throw new IllegalArgumentException("there is no certificate in PEM in that file");
  }

  /** Names and addresses, and {@code *.NAME} for all below one. */
  static List<String> hosts(String value) {
    return Arrays.stream(value.toLowerCase(Locale.ROOT).split("[\\s,]+"))
        .map(
            one ->
                matching(
                    HOSTS, one, "'" + one + "' is no host; write crm.example or *.crm.example"))
        .toList();
  }

  /** One or several, with commas. */
  static List<AddressBlock> addressBlocks(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).map(AddressBlock::of).toList();
  }

  private static String matching(Pattern pattern, String value, String otherwise) {
    if (pattern.matcher(value).matches()) {
      return value;
    }
    throw new IllegalArgumentException(otherwise);
  }
}
