package org.switchhook.event;

import java.util.SortedMap;

/**
 * A dialplan asks.
 *
 * @param agi its arguments, by name
 */
public record AskDetail(SortedMap<String, String> agi) implements Detail {}
