package org.switchhook.telephony;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What agents are known by, the state interface or else the interface, and who is at a phone. */
final class AgentKeys {

  /** By the interface of a membership, and by itself. */
  private final Map<String, String> ofInterface = new LinkedHashMap<>();

  /** Of those whom the dialplan rings, by the number that it rings for them. */
  private final Map<String, String> ofNumber = new LinkedHashMap<>();

  /**
   * What a queue's member is known by.
   *
   * @param stateInterface absent in AgentCalled and the like: as the queue's list said before
   */
  String of(String iface, @Nullable String stateInterface) {
    String known = ofInterface.getOrDefault(iface, iface);
    String key = stateInterface == null ? known : stateInterface;
    ofInterface.putIfAbsent(key, key);
    ofInterface.put(iface, key);
    Endpoint endpoint = Endpoint.ofInterface(key);
    if (endpoint.isDialled() && !isKey(ofNumber.get(endpoint.number()))) {
      ofNumber.put(endpoint.number(), key);
    }
    return key;
  }

  /**
   * What the agent at a phone would be known by: who is a member by that very interface, else who
   * is one as {@code hint:1001@…} or {@code Local/1001@…}, which is the phone of that number.
   */
  String on(Endpoint endpoint) {
    String key = ofInterface.get(endpoint.toString());
    String rung = endpoint.isLocal() ? null : ofNumber.get(endpoint.number());
    if (key == null && rung != null && isKey(rung)) {
      return rung;
    }
    return key == null ? endpoint.toString() : key;
  }

  /** Not so for an interface whose state interface showed later. */
  private boolean isKey(@Nullable String interfaceOrKey) {
    return interfaceOrKey != null && interfaceOrKey.equals(ofInterface.get(interfaceOrKey));
  }
}
