package org.switchhook.config;

import java.nio.file.Path;

/**
 * The signals on the local disk: the section {@code [journal]}.
 *
 * @param directory belongs to one bridge alone
 */
public record JournalSettings(Path directory) {}
