package org.switchhook.webhook.template;

import java.util.Map;

/**
 * ICTBroadcast's tokens, {@code [contact:phone]}: other names for values of the event. The table is
 * in docs/integrations.md.
 */
final class Token {

  /** With the groups {@code of} and {@code token}. */
  static final String PATTERN = "\\[(?<of>contact|call|campaign):(?<token>[a-z][a-z0-9_]*)]";

  /** Those that are no attached data. Nobody waits for what a token lacks: it is empty then. */
  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("contact:phone", "contact.phone"),
          Map.entry("contact:contact_id", "contact.id"),
          Map.entry("contact:id", "contact.id"),
          Map.entry("contact:status", "event"),
          Map.entry("contact:duration", "contact.duration"),
          Map.entry("contact:campaign", "call.campaign"),
          Map.entry("call:id", "call.id"),
          Map.entry("call:status", "event"),
          Map.entry("call:duration", "contact.duration"),
          Map.entry("campaign:name", "call.campaign"));

  private Token() {}

  static Placeholder placeholder(String of, String token) {
    // Whatever else a contact has there, a dialplan attaches here by the same name.
    String path = PATHS.getOrDefault(of + ":" + token, "call.data." + token);
    return new Placeholder(path, "");
  }
}
