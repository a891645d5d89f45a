package org.switchhook.webhook;

/**
 * What each {@link Credential} has.
 *
 * @param id of its row
 * @param domain where it may go
 * @param validationUrl where it can be tried; empty where nowhere
 */
public record Label(long id, String name, Domain domain, String validationUrl) {}
