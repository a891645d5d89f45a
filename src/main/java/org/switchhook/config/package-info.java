/** The settings as records, and the reader of switchhook.conf. */
@NullMarked
package org.switchhook.config;

import org.jspecify.annotations.NullMarked;
