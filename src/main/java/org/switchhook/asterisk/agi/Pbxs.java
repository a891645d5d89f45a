package org.switchhook.asterisk.agi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.switchhook.ask.Gate;
import org.switchhook.config.PbxSettings;

/** Which PBX a connection is of. */
final class Pbxs {

  private final List<PbxSettings> pbxs;
  private final LiveCalls calls;
  private final Gate gate;

  /**
   * @param gate is left while a name is looked up
   */
  Pbxs(List<PbxSettings> pbxs, LiveCalls calls, Gate gate) {
    this.pbxs = pbxs;
    this.calls = calls;
    this.gate = gate;
  }

  /**
   * The name of the PBX: that which has such a channel, else that which is at the address.
   *
   * @throws IllegalArgumentException when several may be it
   */
  String of(InetAddress peer, String uniqueid) {
    if (pbxs.size() == 1) {
      return pbxs.get(0).name();
    }
    List<String> having =
        names(pbxs.stream().filter(pbx -> calls.call(pbx.name(), uniqueid).isPresent()).toList());
    List<String> there =
        having.size() == 1
            ? having
            : names(pbxs.stream().filter(pbx -> isAt(pbx.host(), peer)).toList());
    if (there.size() != 1) {
      throw new IllegalArgumentException(
          "which PBX asks is not known: its calls are not heard of, and %s is the host of %s"
              .formatted(peer.getHostAddress(), there.isEmpty() ? "none" : there));
    }
    return there.get(0);
  }

  private static List<String> names(List<PbxSettings> pbxs) {
    return pbxs.stream().map(PbxSettings::name).toList();
  }

  private boolean isAt(String host, InetAddress peer) {
    try {
      InetAddress[] addresses = gate.outside(() -> InetAddress.getAllByName(host));
      return Arrays.asList(addresses).contains(peer);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
