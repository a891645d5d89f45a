package org.switchhook.webhook;

import java.util.List;

/**
 * A row of {@code credentials} as people look at it.
 *
 * @param secret sealed, clear, or none
 * @param webhooks the ids of those that name it
 * @param fault why it cannot be used and what to write; empty where it can
 */
public record CredentialStanding(
    long id,
    String name,
    String type,
    String domain,
    String secret,
    List<Long> webhooks,
    String fault) {}
