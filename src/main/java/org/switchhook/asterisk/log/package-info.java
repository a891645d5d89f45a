/** What Asterisk itself writes of its calls, line by line: {@code queue_log} and the CDR's CSV. */
@NullMarked
package org.switchhook.asterisk.log;

import org.jspecify.annotations.NullMarked;
