package org.switchhook.event;

/** A queue, by the name that queues.conf gives it. */
public record QueueRef(String name) {}
