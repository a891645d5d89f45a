/** The published language: what a receiver is told, and nothing about how it became known. */
@NullMarked
package org.switchhook.event;

import org.jspecify.annotations.NullMarked;
