package org.switchhook.exchange;

import java.time.Duration;

/**
 * What several threads share that make requests, so that one of them computes at a time: each lets
 * go of it while it waits for somebody else.
 */
public interface Turn {

  /** This thread waits from now on, or is done; nothing where it has let go already. */
  void leave();

  /** This thread computes, once it may, and after a while all the same. */
  void enter();

  /** The same, and after that time at most. */
  void enter(Duration atMost);
}
