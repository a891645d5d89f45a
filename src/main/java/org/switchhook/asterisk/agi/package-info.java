/** The FastAGI server: what dialplans ask and say. */
@NullMarked
package org.switchhook.asterisk.agi;

import org.jspecify.annotations.NullMarked;
