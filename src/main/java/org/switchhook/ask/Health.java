package org.switchhook.ask;

import org.switchhook.exchange.Answer;

/** How the endpoints do, of which those who deliver to them know too. */
public interface Health {

  /** Whether a webhook may be asked now; then what came of it has to be {@link #told}. */
  boolean admits(long webhook);

  /** What came of a request to it. */
  void told(long webhook, Answer answer);

  /** It was not asked after all. */
  void spared(long webhook);
}
