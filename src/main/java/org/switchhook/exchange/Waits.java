package org.switchhook.exchange;

/** What a thread does while it waits for another system: whoever shares something lets go of it. */
public interface Waits {

  /** Of threads that share nothing. */
  Waits NONE =
      new Waits() {
        @Override
        public boolean begin() {
          return false;
        }

        @Override
        public void end() {
          // There is nothing to take again.
        }
      };

  /**
   * This thread waits from now on.
   *
   * @return whether it has let go of something, which {@link #end} takes again
   */
  boolean begin();

  /** This thread has waited. */
  void end();
}
