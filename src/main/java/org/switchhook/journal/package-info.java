/** Signals on the local disk before the model sees them, and snapshots of the model. */
@NullMarked
package org.switchhook.journal;

import org.jspecify.annotations.NullMarked;
