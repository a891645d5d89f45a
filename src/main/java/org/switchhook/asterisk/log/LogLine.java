package org.switchhook.asterisk.log;

/**
 * One whole line, without its end.
 *
 * @param text decoded as UTF-8; what is none is replaced
 * @param position where it begins
 */
public record LogLine(String text, LogPosition position) {}
