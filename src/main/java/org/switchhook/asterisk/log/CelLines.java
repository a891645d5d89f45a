package org.switchhook.asterisk.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that cel_custom writes: the columns of the mapping in Asterisk's {@code
 * cel_custom.conf.sample}, in their order, or with {@code format = json} any that name themselves.
 */
public final class CelLines {

  private static final int EVENT = 0;
  private static final int TIME = 1;
  private static final int CHANNEL = 9;
  private static final int UNIQUEID = 14;
  private static final int LINKEDID = 15;
  private static final int EXTRA = 19;

  /** Before the microseconds, if cel.conf has no {@code dateformat}. */
  private static final Pattern SINCE_THE_EPOCH = Pattern.compile("(\\d{9,11})(?:\\.(\\d{1,9}))?");

  private static final String NANOS = "000000000";

  private static final ObjectReader CSV =
      new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[][].class);

  private final TableTime times;

  /**
   * @param zone that of the times, where cel.conf has a {@code dateformat} without a zone
   */
  public CelLines(ZoneId zone) {
    this.times = new TableTime(zone, InstantSource.system());
  }

  /** The event of a line, of whatever type; absent where it is none. */
  public Optional<CelEntry> entry(LogLine line) {
    return line.text().startsWith("{") ? named(line.text()) : inColumns(line.text());
  }

  private Optional<CelEntry> inColumns(String text) {
    try {
      String[][] rows = CSV.readValue(text);
      if (rows.length != 1 || rows[0].length <= LINKEDID) {
        return Optional.empty();
      }
      String[] row = rows[0];
      String extra = row.length > EXTRA ? row[EXTRA] : "";
      return entry(
          row[TIME], List.of(row[EVENT], row[CHANNEL], row[UNIQUEID]), row[LINKEDID], extra);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private Optional<CelEntry> named(String text) {
    Map<String, String> fields = CelExtra.of(text);
    List<String> about =
        List.of(
            fields.getOrDefault("eventtype", ""),
            fields.getOrDefault("channame", ""),
            fields.getOrDefault("uniqueid", ""));
    String extra = fields.getOrDefault("eventextra", fields.getOrDefault("extra", ""));
    return entry(
        fields.getOrDefault("eventtime", ""), about, fields.getOrDefault("linkedid", ""), extra);
  }

  private Optional<CelEntry> entry(String time, List<String> about, String linkedid, String extra) {
    return time(time).flatMap(at -> CelEntry.of(at, about, linkedid, extra));
  }

  private Optional<Instant> time(String text) {
    Matcher matcher = SINCE_THE_EPOCH.matcher(text);
    if (!matcher.matches()) {
      return times.of(text);
    }
    String fraction = matcher.group(2) == null ? "" : matcher.group(2);
    long nanos = Long.parseLong((fraction + NANOS).substring(0, NANOS.length()));
    return Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), nanos));
  }
}
