package org.switchhook.delivery;

import java.util.SortedMap;

/** Where what an answer says of a call goes. */
@FunctionalInterface
public interface CallData {

  /**
   * Returns once it is on the disk.
   *
   * @param pbx the name of the call's PBX
   * @param call its id
   * @param by who says so, the same in every repeat
   * @throws IllegalStateException when it cannot be kept, saying why
   */
  void save(String pbx, String call, SortedMap<String, String> data, String by);
}
