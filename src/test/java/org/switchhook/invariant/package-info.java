/** Rules that every story keeps, by kind; {@link org.switchhook.Invariants} asks them all. */
@NullMarked
package org.switchhook.invariant;

import org.jspecify.annotations.NullMarked;
