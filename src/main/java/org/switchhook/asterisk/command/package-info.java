/** Manager actions, by asterisk-java, on a login of its own that subscribes to no events. */
@NullMarked
package org.switchhook.asterisk.command;

import org.jspecify.annotations.NullMarked;
