package org.switchhook.pbx;

/** How an agent of a {@link Crowd} treats the phone. */
public enum Manner {
  /** Answers, and talks until the caller has had enough. */
  PATIENT("answers", 3, 600),
  /** Answers, and hangs up after a second and a half. */
  BRIEF("answers", 3, 15),
  /** Hears no phone. */
  DEAF("answers", 600, 600),
  /** Rejects what rings (486). */
  REFUSING("refuses", 4, 0),
  /** Is not there: the phone says so at once (480). */
  AWAY("unavailable", 0, 0);

  private final String does;
  private final int ringsTenths;
  private final int talksTenths;

  Manner(String does, int ringsTenths, int talksTenths) {
    this.does = does;
    this.ringsTenths = ringsTenths;
    this.talksTenths = talksTenths;
  }

  /** The keys of the scenario {@code agent.xml}. */
  String[] keys() {
    return new String[] {
      "-key", "does", does,
      "-key", "rings", Integer.toString(ringsTenths),
      "-key", "talks", Integer.toString(talksTenths)
    };
  }
}
