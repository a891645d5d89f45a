package org.switchhook.asterisk.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of cdr_csv's {@code Master.csv}. Sixteen columns stand in each; behind them come the
 * uniqueid with {@code loguniqueid}, the user field with {@code loguserfield} and three more with
 * {@code newcdrcolumns} of cdr.conf, none of which says in the file that it is there.
 */
public final class CdrCsv {

  private static final int SOURCE = 1;
  private static final int DESTINATION = 2;
  private static final int CONTEXT = 3;
  private static final int CALLER_ID = 4;
  private static final int CHANNEL = 5;
  private static final int DESTINATION_CHANNEL = 6;
  private static final int APPLICATION = 7;
  private static final int START = 9;
  private static final int ANSWER = 10;
  private static final int END = 11;
  private static final int DISPOSITION = 14;
  private static final int UNIQUEID = 16;

  /** Alone behind the sixteen stands the uniqueid or the user field, and does not say which. */
  private static final Pattern LIKE_A_UNIQUEID = Pattern.compile("(.+-)?\\d{9,11}\\.\\d+");

  /** Before the last one, where there are those of {@code newcdrcolumns}. */
  private static final int LINKEDID_FROM_END = 2;

  private static final int FEWEST_WITH_NEW_COLUMNS = 19;

  /** So many columns have both. */
  private static final Set<Integer> WITH_BOTH = Set.of(18, 21);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private static final ObjectReader CSV =
      new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[][].class);

  private final ZoneId zone;

  /**
   * @param zone that of the times: UTC with {@code usegmtime}, else that of the PBX's host
   */
  public CdrCsv(ZoneId zone) {
    this.zone = zone;
  }

  /** The record of a line; absent where it is none. */
  public Optional<Cdr> cdr(LogLine line) {
    try {
      String[] columns = columns(line.text());
      return columns.length < UNIQUEID ? Optional.empty() : Optional.of(cdr(columns, line));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String[] columns(String text) throws JsonProcessingException {
    String[][] rows = CSV.readValue(text);
    return rows.length == 1 ? rows[0] : new String[0];
  }

  private Cdr cdr(String[] columns, LogLine line) {
    return new Cdr(
        uniqueid(columns),
        linkedid(columns),
        columns[CHANNEL],
        CdrWords.caller(columns[SOURCE], columns[CALLER_ID]),
        columns[DESTINATION],
        columns[CONTEXT],
        columns[DESTINATION_CHANNEL],
        columns[APPLICATION],
        times(columns),
        CdrWords.disposition(columns[DISPOSITION]),
        line);
  }

  private static @Nullable String uniqueid(String[] columns) {
    if (columns.length <= UNIQUEID || columns[UNIQUEID].isEmpty()) {
      return null;
    }
    String first = columns[UNIQUEID];
    return WITH_BOTH.contains(columns.length) || LIKE_A_UNIQUEID.matcher(first).matches()
        ? first
        : null;
  }

  private static @Nullable String linkedid(String[] columns) {
    int at = columns.length - LINKEDID_FROM_END;
    return columns.length < FEWEST_WITH_NEW_COLUMNS || columns[at].isEmpty() ? null : columns[at];
  }

  private Cdr.Times times(String[] columns) {
    String answer = columns[ANSWER];
    return new Cdr.Times(
        time(columns[START]), answer.isEmpty() ? null : time(answer), time(columns[END]));
  }

  private Instant time(String text) {
    return LocalDateTime.parse(text, TIME).atZone(zone).toInstant();
  }
}
