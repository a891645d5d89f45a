/** What the bridge shows over HTTP: its metrics, its health, how it stands. */
@NullMarked
package org.switchhook.web;

import org.jspecify.annotations.NullMarked;
