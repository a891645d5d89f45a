package org.switchhook.asterisk.agi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.switchhook.ask.Reply;
import org.switchhook.ask.Route;

/** What a reply leaves on the channel. */
final class Variables {

  /** Of most replies, and of most channels before. */
  static final List<String> OFTEN_EMPTY =
      List.of(
          "SWITCHHOOK_QUEUE",
          "SWITCHHOOK_AGENT",
          "SWITCHHOOK_AGENT_DIAL",
          "SWITCHHOOK_HTTP_CODE",
          "SWITCHHOOK_REASON");

  private static final String DATA = "SWITCHHOOK_DATA_";

  private Variables() {}

  /** Of what was asked: they, by name. The status is the last: where it is there, all is. */
  static Map<String, String> ofAnswer(Reply reply) {
    Map<String, String> variables = new LinkedHashMap<>();
    Route route = reply.route();
    variables.put("SWITCHHOOK_QUEUE", text(route.queue()));
    variables.put("SWITCHHOOK_AGENT", text(route.agent()));
    variables.put("SWITCHHOOK_AGENT_DIAL", text(route.dial()));
    if (route.priority() != null) {
      variables.put("QUEUE_PRIO", text(route.priority()));
    }
    variables.put("SWITCHHOOK_HTTP_CODE", text(reply.httpCode()));
    variables.putAll(of(reply));
    return variables;
  }

  /** Of what was said: what an ask has left before stays. */
  static Map<String, String> of(Reply reply) {
    Map<String, String> variables = new LinkedHashMap<>();
    reply.data().forEach((name, value) -> variables.put(DATA + name, value));
    variables.put("SWITCHHOOK_REASON", reply.reason());
    variables.put("SWITCHHOOK_STATUS", reply.status().name());
    return variables;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
