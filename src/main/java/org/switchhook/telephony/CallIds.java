package org.switchhook.telephony;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The ids of the calls of all PBXs. Two that started in the same second count alike from there, so
 * that a uniqueid tells calls of two PBXs apart only by the {@code systemname} in front of it,
 * which nobody keeps an administrator from giving twice.
 */
final class CallIds {

  /** {@code systemname}, epoch and counter. */
  private static final Pattern HAS_SYSTEM_NAME = Pattern.compile(".+-\\d+\\.\\d+");

  /** Whose calls' ids begin so: the PBX that was heard first with that beginning. */
  private final Map<String, String> owners = new LinkedHashMap<>();

  /**
   * The uniqueid; with the PBX's name in front where there is no {@code systemname}, or one with
   * which another PBX was heard before.
   */
  String of(String pbx, String uniqueid) {
    if (!HAS_SYSTEM_NAME.matcher(uniqueid).matches()) {
      return free(pbx, pbx, pbx + "-" + uniqueid);
    }
    return free(pbx, uniqueid.substring(0, uniqueid.lastIndexOf('-')), uniqueid);
  }

  private String free(String pbx, String beginning, String id) {
    String owner = owners.computeIfAbsent(beginning, b -> pbx);
    return owner.equals(pbx) ? id : free(pbx, pbx + "-" + beginning, pbx + "-" + id);
  }
}
