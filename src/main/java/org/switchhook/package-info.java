/** The command line, and the bridge that wires the stages in flow order. */
@NullMarked
package org.switchhook;

import org.jspecify.annotations.NullMarked;
