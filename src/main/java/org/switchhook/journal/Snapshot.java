package org.switchhook.journal;

import org.switchhook.telephony.Model;

/**
 * The model after the entry at {@code position} was folded; -1 before the first.
 *
 * @param format what wrote it; another one is not read
 */
public record Snapshot(int format, long position, Model model) {

  static final int FORMAT = 1;
}
