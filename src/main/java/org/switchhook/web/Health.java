package org.switchhook.web;

import java.util.List;
import java.util.function.Supplier;

/**
 * What is wrong with the bridge; empty lists are good news.
 *
 * @param alive for {@code /healthz}: what has died in this process
 * @param ready for {@code /readyz}: what it is not connected to
 */
public record Health(Supplier<List<String>> alive, Supplier<List<String>> ready) {}
