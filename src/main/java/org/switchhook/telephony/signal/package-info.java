/** All that the model can be told, as records; whatever changes the model is one of these. */
@NullMarked
package org.switchhook.telephony.signal;

import org.jspecify.annotations.NullMarked;
