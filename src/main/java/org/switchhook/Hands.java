package org.switchhook;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.switchhook.asterisk.command.Setting;
import org.switchhook.asterisk.command.WaitingCalls;
import org.switchhook.config.PbxSettings;
import org.switchhook.delivery.AnsweredCall;
import org.switchhook.delivery.CallControl;
import org.switchhook.telephony.signal.AgentRow;
import org.switchhook.webhook.template.Wishes;

/** What acts at the PBXs as answers wish: each at its own. */
final class Hands implements CallControl, AutoCloseable {

  private final Map<String, WaitingCalls> pbxs = new LinkedHashMap<>();
  private volatile List<AgentRow> agents = List.of();

  Hands(List<PbxSettings> settings) {
    settings.forEach(pbx -> pbxs.put(pbx.name(), new WaitingCalls(pbx)));
  }

  /** Who stands in the table {@code agents} from now on. */
  void know(List<AgentRow> rows) {
    agents = rows;
  }

  @Override
  public String act(AnsweredCall call) {
    WaitingCalls pbx = pbxs.get(call.pbx());
    if (pbx == null) {
      return "not set: this bridge has no PBX " + call.pbx();
    }
    String trouble = call.data().isEmpty() ? "" : pbx.put(call.uniqueid(), call.data());
    Setting setting = setting(call);
    String set = setting.isNothing() ? "" : pbx.set(setting);
    return Stream.of(set, trouble)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** What rings an agent of a PBX who is free; see {@link WaitingCalls#dial}. */
  Optional<String> dial(String pbx, String agent, Duration atMost) {
    return Optional.ofNullable(pbxs.get(pbx))
        .flatMap(calls -> calls.dial(new Setting.Agent(agent, interfaces(agent)), atMost));
  }

  private Setting setting(AnsweredCall call) {
    Wishes wishes = call.wishes();
    String agent = wishes.preferredAgent();
    AnsweredCall.By by = call.by();
    return new Setting(
        call.uniqueid(),
        new Setting.Rank(by.sequence(), by.ordinal(), by.webhook()),
        wishes.priority(),
        wishes.queue(),
        agent == null ? null : new Setting.Agent(agent, interfaces(agent)));
  }

  private Set<String> interfaces(String agent) {
    Set<String> interfaces = new HashSet<>();
    for (AgentRow row : agents) {
      if (agent.equals(row.username())
          || agent.equals(row.number())
          || agent.equals(row.fullName())) {
        interfaces.add(row.iface());
      }
    }
    return interfaces;
  }

  @Override
  public void close() {
    pbxs.values().forEach(WaitingCalls::close);
  }
}
