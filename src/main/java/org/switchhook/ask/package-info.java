/** A request made now, within a deadline, for a dialplan or a shell that waits for its answer. */
@NullMarked
package org.switchhook.ask;

import org.jspecify.annotations.NullMarked;
