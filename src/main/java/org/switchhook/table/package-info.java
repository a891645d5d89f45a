/** Tables that people edit by SQL, and how an edit of theirs is noticed. */
@NullMarked
package org.switchhook.table;

import org.jspecify.annotations.NullMarked;
