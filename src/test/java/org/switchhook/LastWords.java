package org.switchhook;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that says something until its very end. */
final class LastWords {

  private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

  private LastWords() {}

  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> say(3, 100)));
    say(1, 2);
    System.exit(0);
  }

  private static void say(int first, int last) {
    for (int i = first; i <= last; i++) {
      LOG.info("word {}", i);
    }
  }
}
