package org.switchhook.asterisk.log;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;

/** What columns of a call detail record say, wherever it is written. */
final class CdrWords {

  /** What ast_callerid_merge makes where there are both. */
  private static final Pattern NAME_AND_NUMBER = Pattern.compile("\"(.*)\" <[^>]*>");

  private static final Map<String, CdrDisposition> DISPOSITIONS =
      Arrays.stream(CdrDisposition.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  one -> one.name().replace('_', ' '), Function.identity()));

  private CdrWords() {}

  static CdrDisposition disposition(String word) {
    return DISPOSITIONS.getOrDefault(word, CdrDisposition.OTHER);
  }

  /**
   * The caller of a record.
   *
   * @param clid number and name as Asterisk merges them; the number or the name alone where there
   *     is no other
   */
  static Cdr.Caller caller(String number, String clid) {
    Matcher both = NAME_AND_NUMBER.matcher(clid);
    if (both.matches()) {
      return new Cdr.Caller(number, both.group(1));
    }
    return new Cdr.Caller(number, clid.equals(number) ? "" : clid);
  }
}
