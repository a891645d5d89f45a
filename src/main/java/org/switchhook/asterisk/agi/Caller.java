package org.switchhook.asterisk.agi;

import java.time.Instant;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.switchhook.event.CallRef;
import org.switchhook.event.CallerRef;

/**
 * The channel that asks, as it says itself.
 *
 * @param pbx of which it is
 */
record Caller(String pbx, AgiHeader header) {

  private static final Pattern UNIQUEID = Pattern.compile("(.+-)?(\\d{1,10})\\.\\d+");

  String uniqueid() {
    return header.get("agi_uniqueid");
  }

  /** The call, of which nothing else has been heard yet. */
  CallRef call(Instant now) {
    String uniqueid = uniqueid();
    Matcher matcher = UNIQUEID.matcher(uniqueid);
    boolean known = matcher.matches();
    String dialled = header.find("agi_dnid");
    return new CallRef(
        known && matcher.group(1) != null ? uniqueid : pbx + "-" + uniqueid,
        uniqueid,
        CallRef.Direction.INBOUND,
        CallRef.Kind.DIRECT,
        null,
        new CallerRef(header.find("agi_callerid"), header.find("agi_calleridname")),
        new CallerRef(dialled == null ? header.find("agi_extension") : dialled, null),
        null,
        null,
        known ? Instant.ofEpochSecond(Long.parseLong(matcher.group(2))) : now,
        new TreeMap<>());
  }
}
