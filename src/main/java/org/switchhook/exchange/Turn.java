package org.switchhook.exchange;

import java.time.Duration;

/**
 * What several threads share that make requests, so that one of them computes at a time: each lets
 * go of it while it waits for somebody else.
 */
public interface Turn {

  /** This thread waits from now on, or is done. */
  void leave();

  /** This thread computes, once it may, and after that time all the same. */
  void enter(Duration atMost);
}
