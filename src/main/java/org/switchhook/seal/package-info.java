/** Secrets in the database, sealed with a key that is not there. */
@NullMarked
package org.switchhook.seal;

import org.jspecify.annotations.NullMarked;
