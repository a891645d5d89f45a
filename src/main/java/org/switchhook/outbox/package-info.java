/** The event log, deliveries and attempts in MariaDB, and the schema that they live in. */
@NullMarked
package org.switchhook.outbox;

import org.jspecify.annotations.NullMarked;
