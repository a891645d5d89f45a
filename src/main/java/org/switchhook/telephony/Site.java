package org.switchhook.telephony;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.switchhook.telephony.signal.AgentRow;
import org.switchhook.telephony.signal.BridgeSignal.Configured;

/**
 * What the model knows of the site without hearing it from one PBX alone.
 *
 * @param bridge the bridge's name
 * @param directory the rows of {@code agents}
 */
record Site(
    String bridge,
    Pattern phones,
    Pattern ignore,
    Map<String, Duration> wrapUps,
    Duration lateDisposition,
    Directory directory,
    CallIds callIds) {

  static Site of(Configured configured, List<AgentRow> agents, CallIds callIds) {
    return new Site(
        configured.pbx(),
        Pattern.compile(configured.phones()),
        Pattern.compile(configured.ignore()),
        Map.copyOf(configured.wrapUps()),
        configured.lateDisposition(),
        new Directory(agents),
        callIds);
  }

  boolean ignores(String exten) {
    return ignore.matcher(exten).matches();
  }

  /** Whether an endpoint that is no member of a queue is somebody's phone; else it is a trunk. */
  boolean isPhoneNumber(String number) {
    return phones.matcher(number).matches();
  }

  Duration wrapUp(String queue) {
    return wrapUps.getOrDefault(queue, Duration.ZERO);
  }
}
