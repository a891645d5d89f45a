/** The rows of {@code agents}, as signals. */
@NullMarked
package org.switchhook.agent;

import org.jspecify.annotations.NullMarked;
