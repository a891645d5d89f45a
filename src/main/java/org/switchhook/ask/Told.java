package org.switchhook.ask;

/**
 * A reply.
 *
 * @param answer the head of the answer that it was made of
 */
record Told(Reply reply, String answer) {

  static Told of(Reply reply) {
    return new Told(reply, "");
  }
}
