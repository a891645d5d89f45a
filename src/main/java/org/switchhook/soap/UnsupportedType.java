package org.switchhook.soap;

/**
 * A type that cannot be written; an operation that does not need it works all the same.
 *
 * @param reason what it is, to follow its name
 */
record UnsupportedType(String name, String reason) implements Type {}
