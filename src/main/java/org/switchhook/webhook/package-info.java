/** A row of {@code webhooks} as an object, what it wants and how that is written; the catalogue. */
@NullMarked
package org.switchhook.webhook;

import org.jspecify.annotations.NullMarked;
