package org.switchhook.ask;

import java.time.Duration;
import java.util.SortedMap;

/** Where what an answer says of a call goes. */
@FunctionalInterface
public interface CallMemory {

  /**
   * Returns once it is on the disk.
   *
   * @param call its id
   * @param by who says so
   * @return whether it is there within the time
   */
  boolean keep(String pbx, String call, SortedMap<String, String> data, String by, Duration atMost);
}
