/** A real Asterisk and real SIP phones on this machine, for the integration tests. */
@NullMarked
package org.switchhook.pbx;

import org.jspecify.annotations.NullMarked;
