package org.switchhook.delivery;

/** Who acts at the PBX on the calls that answers speak of. */
@FunctionalInterface
public interface CallControl {

  /**
   * Does it, or not, within seconds.
   *
   * @return what was set, confirmed, too late, or refused and why; empty where there is nothing to
   *     tell
   */
  String act(AnsweredCall call);
}
