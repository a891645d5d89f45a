package org.switchhook.telephony.signal;

import org.jspecify.annotations.Nullable;

/**
 * A channel as an AMI event shows it (res/… manager_channels.c,
 * ast_manager_build_channel_state_string). Absent where Asterisk says {@code <unknown>} or nothing.
 *
 * @param name e.g. {@code PJSIP/1001-0000002a}
 * @param uniqueid e.g. {@code pbx1-1795321416.0}
 * @param linkedid the uniqueid of the oldest channel that it is joined with; changes in its life
 * @param state Asterisk's number: 0 down, 4 ring (it calls), 5 ringing (it is called), 6 up
 */
public record Channel(
    String name,
    String uniqueid,
    String linkedid,
    int state,
    @Nullable String callerNumber,
    @Nullable String callerName,
    @Nullable String connectedNumber,
    @Nullable String context,
    @Nullable String exten) {

  public static final int DOWN = 0;
  public static final int RING = 4;
  public static final int RINGING = 5;
  public static final int UP = 6;
}
