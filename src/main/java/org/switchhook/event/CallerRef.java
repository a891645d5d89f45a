package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One end of a call, as the network or the dialplan named it; absent where it did not. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallerRef(@Nullable String number, @Nullable String name) {}
