package org.switchhook.pbx;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The ports of one PBX and of the phones that it calls.
 *
 * @param byKey as the configuration's templates name them
 */
record PbxPorts(Map<String, Integer> byKey) {
  /** Two for each channel, and no test has seven hundred. */
  private static final int RTP_PORTS = 1_400;

  /** baresip takes the port above its own for TLS. */
  private static final int PHONE_PORTS = 2;

  static PbxPorts choose() {
    Map<String, Integer> ports = new HashMap<>();
    int rtp = Ports.free(RTP_PORTS);
    ports.put("RTP", rtp);
    ports.put("RTPEND", rtp + RTP_PORTS - 1);
    for (String key : List.of("AMI", "SIP", "HTTP")) {
      ports.put(key, Ports.free());
    }
    for (Manner manner : Manner.values()) {
      ports.put(manner.name(), Ports.free());
    }
    for (String phone : Phone.NAMES) {
      ports.put(phoneKey(phone), Ports.free(PHONE_PORTS));
    }
    return new PbxPorts(Map.copyOf(ports));
  }

  int of(String key) {
    return Objects.requireNonNull(byKey.get(key), key);
  }

  int ofPhone(String phone) {
    return of(phoneKey(phone));
  }

  private static String phoneKey(String phone) {
    return "PHONE" + phone.toUpperCase(Locale.ROOT);
  }
}
