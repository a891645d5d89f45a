/** What the bridge shows over HTTP: its metrics. */
@NullMarked
package org.switchhook.web;

import org.jspecify.annotations.NullMarked;
