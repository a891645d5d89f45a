package org.switchhook.telephony;

import org.jspecify.annotations.Nullable;

/**
 * Who was on a channel that is gone.
 *
 * @param call the uniqueid of the call that it was a channel of
 * @param phone the agent or extension whose phone it was; absent where it was nobody's
 */
record Speaker(String call, @Nullable Party phone) {}
