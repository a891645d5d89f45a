package org.switchhook.exchange;

import java.util.List;
import okhttp3.Challenge;

/**
 * What came of one request on the wire.
 *
 * @param challenges what a 401 asks for
 */
record Reply(Answer answer, List<Challenge> challenges) {

  private static final int UNAUTHORIZED = 401;

  boolean isUnauthorized() {
    Integer status = answer.status();
    return status != null && status == UNAUTHORIZED;
  }
}
