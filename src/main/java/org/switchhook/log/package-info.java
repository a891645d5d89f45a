/** How the log is written. */
@NullMarked
package org.switchhook.log;

import org.jspecify.annotations.NullMarked;
