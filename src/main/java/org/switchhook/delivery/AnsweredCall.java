package org.switchhook.delivery;

import java.util.SortedMap;
import org.switchhook.webhook.template.Wishes;

/**
 * What an answer says of the call of its event.
 *
 * @param pbx the name of the call's PBX
 * @param uniqueid of the caller's channel
 * @param by which delivery
 * @param data to be put on the channel
 * @param wishes what is to be set
 */
public record AnsweredCall(
    String pbx, String uniqueid, By by, SortedMap<String, String> data, Wishes wishes) {

  /**
   * Whose answer it is.
   *
   * @param sequence of the event in its call
   * @param ordinal of the webhook: of several answers to one event, the lowest counts
   */
  public record By(long sequence, int ordinal, long webhook) {}
}
