package org.switchhook.ask;

import java.util.function.Consumer;

/**
 * What an ask touches beside the system that it asks.
 *
 * @param gate is left while the system is asked
 * @param witness is told of each once it is over, and must not keep anybody waiting
 */
public record Surroundings(Health health, CallMemory memory, Gate gate, Consumer<Asked> witness) {}
