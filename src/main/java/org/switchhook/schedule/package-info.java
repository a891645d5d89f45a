/** What is done at set times; a job triggers and does not contain the work. */
@NullMarked
package org.switchhook.schedule;

import org.jspecify.annotations.NullMarked;
