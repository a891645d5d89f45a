package org.switchhook.telephony.signal;

import org.jspecify.annotations.Nullable;

/**
 * Who is at an interface, as somebody wrote it down. What is absent is as without the row.
 *
 * @param iface as a queue has it: {@code PJSIP/1001}, {@code Local/1001@from-queue/n}, {@code
 *     hint:1001@ext-local}, {@code Agent:2001}
 */
public record AgentRow(
    String iface, @Nullable String username, @Nullable String number, @Nullable String fullName) {}
