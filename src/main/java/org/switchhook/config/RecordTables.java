package org.switchhook.config;

import org.jspecify.annotations.Nullable;

/**
 * Tables in which Asterisk writes its records, as FreePBX has them in {@code asteriskcdrdb}.
 *
 * @param queueLog the table of queue_log; absent where it is not read
 * @param cdr the table of the CDR; absent where it is not read
 * @param cel the table of CEL; absent where it is not read
 */
public record RecordTables(
    DatabaseSettings database,
    @Nullable String queueLog,
    @Nullable String cdr,
    @Nullable String cel) {}
