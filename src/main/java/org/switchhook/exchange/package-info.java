/** One HTTP request and its answer, within limits of time, size and address. */
@NullMarked
package org.switchhook.exchange;

import org.jspecify.annotations.NullMarked;
