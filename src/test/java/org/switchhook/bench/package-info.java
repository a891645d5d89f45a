/** Measurements that anyone can run; each ends with one line of JSON. */
@NullMarked
package org.switchhook.bench;

import org.jspecify.annotations.NullMarked;
