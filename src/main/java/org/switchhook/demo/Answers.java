package org.switchhook.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What an Asterisk 22 without queues and channels answers to manager actions. */
final class Answers {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final String systemName;
  private final Clock clock;

  Answers(String systemName, Clock clock) {
    this.systemName = systemName;
    this.clock = clock;
  }

  /** The answer to an action of somebody who is logged in. */
  String to(Map<String, String> action) {
    return switch (action.getOrDefault("Action", "").toLowerCase(Locale.ROOT)) {
      case "ping" -> success(action, "Ping: Pong", "Timestamp: " + timestamp());
      case "coresettings" -> coreSettings(action);
      case "corestatus" -> coreStatus(action);
      case "coreshowchannels" -> emptyList(action, "CoreShowChannels", "Channels will follow");
      case "bridgelist" -> emptyList(action, "BridgeList", "Bridge listing will follow");
      case "queuestatus" -> emptyList(action, "QueueStatus", "Queue status will follow");
      case "queuesummary" -> emptyList(action, "QueueSummary", "Queue summary will follow");
      case "status" -> emptyList(action, "Status", "Channel status will follow", "Items: 0");
      default -> unknown(action);
    };
  }

  String success(Map<String, String> action, String... lines) {
    return response("Success", action, lines);
  }

  String error(Map<String, String> action, String message) {
    return response("Error", action, "Message: " + message);
  }

  /** The answer to an action of somebody who is not logged in. */
  String denied(Map<String, String> action) {
    return error(action, "Permission denied");
  }

  String response(String response, Map<String, String> action, String... lines) {
    return frame("Response: " + response, actionId(action), lines);
  }

  /** What follows the login of somebody who wants events; it comes without a Timestamp. */
  String fullyBooted() {
    return frame(
        "Event: FullyBooted",
        "Privilege: system,all\r\n",
        "Uptime: 1",
        "LastReload: 1",
        "Status: Fully Booted");
  }

  private String unknown(Map<String, String> action) {
    String name = action.getOrDefault("Action", "");
    return error(
        action,
        "Invalid/unknown command: "
            + name
            + ". Use Action: ListCommands to show available commands.");
  }

  private String coreSettings(Map<String, String> action) {
    return success(
        action,
        "AMIversion: 11.0.0",
        "AsteriskVersion: 22.10.1",
        "SystemName: " + systemName,
        "CoreMaxCalls: 0",
        "CoreMaxLoadAvg: 0.000000",
        "CoreRunUser: ",
        "CoreRunGroup: ",
        "CoreMaxFilehandles: 0",
        "CoreRealTimeEnabled: No",
        "CoreCDRenabled: Yes",
        "CoreHTTPenabled: No",
        "SoundsSearchCustomDir: No");
  }

  private String coreStatus(Map<String, String> action) {
    Instant now = clock.instant();
    String day = DAY.withZone(ZoneOffset.UTC).format(now);
    String time = TIME.withZone(ZoneOffset.UTC).format(now);
    return success(
        action,
        "CoreStartupDate: " + day,
        "CoreStartupTime: " + time,
        "CoreReloadDate: " + day,
        "CoreReloadTime: " + time,
        "CoreCurrentCalls: 0",
        "CoreProcessedCalls: 0");
  }

  private String emptyList(
      Map<String, String> action, String name, String message, String... more) {
    String end = frame("Event: " + name + "Complete", actionId(action), lines(more));
    return success(action, "EventList: start", "Message: " + message) + end;
  }

  private static String[] lines(String... more) {
    return Stream.concat(Stream.of("EventList: Complete", "ListItems: 0"), Stream.of(more))
        .toArray(String[]::new);
  }

  private String timestamp() {
    Instant now = clock.instant();
    return "%d.%06d".formatted(now.getEpochSecond(), now.getNano() / 1_000);
  }

  /** The line with which the asker knows its answer, empty where it gave no id. */
  private static String actionId(Map<String, String> action) {
    String id = action.get("ActionID");
    return id == null ? "" : "ActionID: " + id + "\r\n";
  }

  private static String frame(String first, String second, String... lines) {
    String body = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
    return first + "\r\n" + second + body + "\r\n";
  }
}
