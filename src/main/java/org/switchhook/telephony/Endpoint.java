package org.switchhook.telephony;

import org.switchhook.telephony.signal.Channel;

/**
 * What a channel is a channel of: {@code PJSIP/1001} for {@code PJSIP/1001-0000002a}, {@code
 * Local/2001@agentpool} for {@code Local/2001@agentpool-00000000;1}.
 *
 * @param technology {@code PJSIP}
 * @param resource {@code 1001}
 */
record Endpoint(String technology, String resource) {

  static Endpoint of(Channel channel) {
    return ofInterface(withoutSerial(channel.name()));
  }

  /**
   * Of a queue member's interface: {@code PJSIP/1001}, {@code Local/1001@ctx/n}, {@code
   * Agent:2001}.
   */
  static Endpoint ofInterface(String iface) {
    int slash = iface.indexOf('/');
    int colon = iface.indexOf(':');
    int cut = slash >= 0 ? slash : colon;
    return cut < 0
        ? new Endpoint("", iface)
        : new Endpoint(iface.substring(0, cut), iface.substring(cut + 1));
  }

  private static String withoutSerial(String channelName) {
    int dash = channelName.lastIndexOf('-');
    return dash < 0 ? channelName : channelName.substring(0, dash);
  }

  boolean isLocal() {
    return technology.equals("Local");
  }

  /** Of no phone but of what the dialplan rings for a number, as FreePBX has its members. */
  boolean isDialled() {
    return technology.equalsIgnoreCase("Local") || technology.equalsIgnoreCase("hint");
  }

  /** Of an agent who logs in at any phone ({@code AgentLogin}). */
  boolean isPooled() {
    return technology.equals("Agent");
  }

  /**
   * The number that people dial: the resource up to a context, {@code 1001} of {@code 1001@ctx/n}.
   */
  String number() {
    int at = resource.indexOf('@');
    return at < 0 ? resource : resource.substring(0, at);
  }

  @Override
  public String toString() {
    return technology + "/" + resource;
  }
}
