package org.switchhook.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.switchhook.telephony.signal.AgentRow;

/**
 * What the table {@code agents} says.
 *
 * @param rows those that can be used, no two of one interface, in the order of ids
 * @param faults what is wrong with the others and what to write, by id; each stands alone in that
 */
public record AgentTable(List<AgentRow> rows, SortedMap<Long, String> faults) {

  /** One entry of the journal bears all rows, and that has an end: 16 MiB. */
  static final int MOST = 5_000;

  static final String SELECT = StoredAgent.SELECT + " ORDER BY id LIMIT " + (MOST + 1);

  /** Sorts the good from the bad. */
  static AgentTable of(List<StoredAgent> stored) {
    List<AgentRow> rows = new ArrayList<>();
    SortedMap<Long, String> faults = new TreeMap<>();
    Map<String, Long> idByInterface = new HashMap<>();
    for (StoredAgent agent : stored) {
      String fault = rows.size() < MOST ? agent.fault() : tooMany();
      Long twin = fault.isEmpty() ? idByInterface.putIfAbsent(agent.iface(), agent.id()) : null;
      if (twin != null) {
        fault = "interface '%s' stands in row %d".formatted(agent.iface(), twin);
      }
      if (fault.isEmpty()) {
        rows.add(agent.row());
      } else {
        faults.put(agent.id(), fault);
      }
    }
    return new AgentTable(List.copyOf(rows), faults);
  }

  private static String tooMany() {
    return "%d rows are the most; this one and those behind it are not used".formatted(MOST);
  }
}
