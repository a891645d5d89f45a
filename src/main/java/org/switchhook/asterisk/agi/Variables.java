package org.switchhook.asterisk.agi;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.switchhook.ask.Reply;
import org.switchhook.ask.Route;

/** What a reply leaves on the channel. */
final class Variables {

  private static final String DATA = "SWITCHHOOK_DATA_";

  private Variables() {}

  /** Sets them, the status as the last: where it is there, all is. */
  static void set(AgiSession session, Reply reply) throws IOException {
    for (Map.Entry<String, String> one : reply.data().entrySet()) {
      session.set(DATA + one.getKey(), one.getValue());
    }
    Route route = reply.route();
    session.set("SWITCHHOOK_QUEUE", text(route.queue()));
    session.set("SWITCHHOOK_AGENT", text(route.agent()));
    session.set("SWITCHHOOK_AGENT_DIAL", text(route.dial()));
    if (route.priority() != null) {
      session.set("QUEUE_PRIO", text(route.priority()));
    }
    session.set("SWITCHHOOK_HTTP_CODE", text(reply.httpCode()));
    session.set("SWITCHHOOK_REASON", reply.reason());
    session.set("SWITCHHOOK_STATUS", reply.status().name());
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
