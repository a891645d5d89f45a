/** What Asterisk itself writes of its calls, in files or tables: {@code queue_log}, CDR, CEL. */
@NullMarked
package org.switchhook.asterisk.log;

import org.jspecify.annotations.NullMarked;
