package org.switchhook.audit;

/** What an entry means that comes when its call has been compared. */
enum Late {
  NOTHING,
  /** How the conversation ended, where that need not have been written. */
  COMPLETES,
  /** A consultation was handed over: its channel carries the first call on. */
  OF_ANOTHER,
  DIFFERENCE;

  boolean isDifference(What what) {
    return this == DIFFERENCE || (this == COMPLETES && what != What.COMPLETED);
  }
}
