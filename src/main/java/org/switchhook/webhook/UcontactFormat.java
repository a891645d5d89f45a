package org.switchhook.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.AgentRef;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;

/**
 * uContact's JSON: its keys in its order, all of them always; what is unknown is an empty string.
 * The date is in the site's zone. (The vendor's samples print the minute in place of the month.)
 */
public final class UcontactFormat {

  private static final String CHANNEL = "telephony";

  private final DateTimeFormatter date;

  public UcontactFormat(ZoneId zone) {
    this.date = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(zone);
  }

  /**
   * The body for an event that {@code name} matched.
   *
   * @param name one of uContact's six
   */
  public String render(EventName name, Event event) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("event", name.text());
    body.put("date", date.format(event.time()));
    switch (name.text()) {
      case "AgentRingNoAnswer" -> ringNoAnswer(event, body);
      case "AgentLog" -> log(event, body);
      case "AgentBreak" -> agentBreak(event, body);
      case "FinishInteraction" -> finish(event, body);
      case "InteractionDisposition" -> disposition(event, body);
      case "QueueJoin" -> queueJoin(event, body);
      default -> throw new IllegalArgumentException(name + " has no shape in uContact's format");
    }
    return body.toString();
  }

  private static void ringNoAnswer(Event event, ObjectNode body) {
    AgentRef agent = event.agent();
    CallDetail.Rejected rejected = (CallDetail.Rejected) event.detail();
    body.put("agent", username(agent));
    body.put("agentNumber", known(agent == null ? rejected.extension() : agent.number()));
    body.put("agentFullName", agent == null ? "" : agent.fullName());
    body.put("callerIdNum", callerNumber(event.call()));
    body.put("campaign", campaign(event.call()));
  }

  private static void log(Event event, ObjectNode body) {
    body.put("agent", username(event.agent()));
    body.put("isLogin", event.detail() instanceof AgentDetail.LoggedIn);
  }

  private static void agentBreak(Event event, ObjectNode body) {
    body.put("agent", username(event.agent()));
    if (event.detail() instanceof AgentDetail.Paused paused) {
      body.put("motive", known(paused.reason()));
      body.put("isBreak", true);
    } else if (event.detail() instanceof AgentDetail.Unpaused unpaused) {
      body.put("motive", known(unpaused.reason()));
      body.put("isBreak", false);
    }
  }

  private static void finish(Event event, ObjectNode body) {
    CallRef call = event.call();
    body.put("guid", guid(call));
    body.put("campaign", campaign(call));
    if (event.detail() instanceof CallDetail.Ended ended) {
      body.put("agent", lastWhoTalked(ended.segments()));
      body.put("duration", (ended.talkMs() + ended.holdMs()) / 1000);
    } else {
      body.put("agent", "");
      body.put("duration", 0);
    }
    body.put("clientId", outsideNumber(call));
    body.put("channel", CHANNEL);
  }

  private static void disposition(Event event, ObjectNode body) {
    CallRef call = event.call();
    List<String> values = ((CallDetail.Dispositioned) event.detail()).values();
    body.put("guid", guid(call));
    body.put("campaign", campaign(call));
    body.put("agent", username(event.agent()));
    for (int level = 1; level <= 3; level++) {
      body.put("value" + level, level > values.size() ? "" : values.get(level - 1));
    }
    body.put("channel", CHANNEL);
  }

  private static void queueJoin(Event event, ObjectNode body) {
    CallRef call = event.call();
    body.put("guid", guid(call));
    body.put("campaign", campaign(call));
    body.put("callerIdNum", callerNumber(call));
    body.put("position", ((CallDetail.Queued) event.detail()).position());
    body.put("channel", CHANNEL);
  }

  private static String lastWhoTalked(List<CallDetail.Segment> segments) {
    String last = "";
    for (CallDetail.Segment segment : segments) {
      last = segment.agent() == null ? last : username(segment.agent());
    }
    return last;
  }

  private static String outsideNumber(@Nullable CallRef call) {
    if (call != null && call.direction() == CallRef.Direction.OUTBOUND) {
      return known(call.to().number());
    }
    return callerNumber(call);
  }

  private static String callerNumber(@Nullable CallRef call) {
    return call == null ? "" : known(call.from().number());
  }

  private static String guid(@Nullable CallRef call) {
    return call == null ? "" : call.id();
  }

  private static String campaign(@Nullable CallRef call) {
    return call == null ? "" : known(call.campaign());
  }

  private static String username(@Nullable AgentRef agent) {
    return agent == null ? "" : agent.username();
  }

  private static String known(@Nullable String text) {
    return text == null ? "" : text;
  }
}
