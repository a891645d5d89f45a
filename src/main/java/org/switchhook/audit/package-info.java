/** Compares what was told of each call with what Asterisk recorded of it; delays nothing. */
@NullMarked
package org.switchhook.audit;

import org.jspecify.annotations.NullMarked;
