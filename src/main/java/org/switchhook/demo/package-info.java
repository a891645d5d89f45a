/** What a newcomer sees without installing anything: a real MariaDB, a PBX and a receiver. */
@NullMarked
package org.switchhook.demo;

import org.jspecify.annotations.NullMarked;
