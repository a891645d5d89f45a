/** Takes what waits in the outbox, sends it, judges the answer and decides on the next attempt. */
@NullMarked
package org.switchhook.delivery;

import org.jspecify.annotations.NullMarked;
