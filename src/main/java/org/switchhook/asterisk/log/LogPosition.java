package org.switchhook.asterisk.log;

/**
 * A place in a file that Asterisk appends to.
 *
 * @param file what the file system knows the file by, whatever its name is by now
 * @param offset in bytes from its beginning
 */
public record LogPosition(String file, long offset) {}
