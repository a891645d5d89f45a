package org.switchhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as somebody types it: of UTC unless it says otherwise, or so long ago. */
final class Moment implements ITypeConverter<Instant> {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  private final InstantSource clock;

  /** For picocli. */
  Moment() {
    this(InstantSource.system());
  }

  Moment(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    String value = text.strip();
    Matcher ago = AGO.matcher(value);
    if (ago.matches()) {
      return clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    try {
      return parse(value.replace(' ', 'T'));
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'"
              + value
              + "' is no time; write 2026-11-22, 2026-11-22T04:23 or 2026-11-22T04:23:44.5 (UTC),"
              + " one with a zone as 2026-11-22T04:23-03:00, or 30m, 2h, 3d for so long ago");
    }
  }

  private static Instant parse(String value) {
    if (!value.contains("T")) {
      return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    return value.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")
        ? OffsetDateTime.parse(value).toInstant()
        : LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
  }

  private static Duration duration(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
