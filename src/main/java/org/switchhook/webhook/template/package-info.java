/** What an administrator writes with placeholders, and what it becomes for one event. */
@NullMarked
package org.switchhook.webhook.template;

import org.jspecify.annotations.NullMarked;
