package org.switchhook.outbox;

import java.util.ArrayList;
import java.util.List;
import org.switchhook.event.Event;
import org.switchhook.webhook.EventJson;

/**
 * An event that one transaction writes.
 *
 * @param place among those that it writes, from 0
 * @param body the canonical JSON, as it will stand in the table
 */
record NewEvent(int place, Event event, String body) {

  static List<NewEvent> all(List<Event> events) {
    List<NewEvent> all = new ArrayList<>(events.size());
    for (Event event : events) {
      all.add(new NewEvent(all.size(), event, EventJson.text(event)));
    }
    return all;
  }
}
