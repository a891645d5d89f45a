package org.switchhook.telephony;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.telephony.signal.AgentRow;

/** The rows of {@code agents}: who is at an interface, and how an agent is shown. */
final class Directory {

  private final Map<String, AgentRow> byInterface = new HashMap<>();

  /** All but those of pools: an agent who logs in anywhere has no phone of that number. */
  private final Map<String, AgentRow> byNumber = new HashMap<>();

  /** Those whom the dialplan rings. */
  private final Map<String, AgentRow> rungByNumber = new HashMap<>();

  /**
   * @param rows of those of one number the first one counts
   */
  Directory(List<AgentRow> rows) {
    for (AgentRow row : rows) {
      byInterface.put(row.iface(), row);
      Endpoint endpoint = Endpoint.ofInterface(row.iface());
      if (!endpoint.isPooled()) {
        byNumber.putIfAbsent(endpoint.number(), row);
      }
      if (endpoint.isDialled()) {
        rungByNumber.putIfAbsent(endpoint.number(), row);
      }
    }
  }

  /** The agent as shown: what its row says, and as it was where that is silent. */
  AgentRef named(AgentRef agent) {
    AgentRow row = row(agent.iface(), Endpoint.ofInterface(agent.iface()));
    if (row == null) {
      return agent;
    }
    String username = Objects.requireNonNullElse(row.username(), agent.username());
    // Who had no name but a number has one now.
    String known = agent.fullName().equals(agent.number()) ? username : agent.fullName();
    return new AgentRef(
        username,
        row.number() == null ? agent.number() : row.number(),
        Objects.requireNonNullElse(row.fullName(), known),
        agent.iface());
  }

  /** Who stands here as the agent at a phone, without names yet. */
  @Nullable AgentRef agentOn(Endpoint endpoint) {
    String iface = endpoint.toString();
    // A Local channel is nobody's phone: whom it rings shows when it does.
    AgentRow row = endpoint.isLocal() ? byInterface.get(iface) : row(iface, endpoint);
    if (row == null) {
      return null;
    }
    String number = Endpoint.ofInterface(row.iface()).number();
    return new AgentRef(number, number, number, row.iface());
  }

  /**
   * The row of that very interface; else one of the same phone: {@code hint:1001@…} and {@code
   * Local/1001@…} are the phone of that number.
   */
  private @Nullable AgentRow row(String iface, Endpoint endpoint) {
    AgentRow row = byInterface.get(iface);
    if (row != null || endpoint.isPooled()) {
      return row;
    }
    return (endpoint.isDialled() ? byNumber : rungByNumber).get(endpoint.number());
  }
}
