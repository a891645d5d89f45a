/** All that knows Asterisk's header names; what the rest sees of a PBX are signals. */
@NullMarked
package org.switchhook.asterisk;

import org.jspecify.annotations.NullMarked;
