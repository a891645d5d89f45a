package org.switchhook.asterisk.ami;

import java.util.concurrent.atomic.AtomicLong;

/** What a reader has met since it was made; written by its threads, readable by any. */
public final class FrameCounts {

  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong ignored = new AtomicLong();
  private final AtomicLong repeatedHeaders = new AtomicLong();
  private final AtomicLong cutLines = new AtomicLong();
  private final AtomicLong malformed = new AtomicLong();

  /** Frames seen, the ignored ones too. */
  public long frames() {
    return frames.get();
  }

  /** Frames of events that nothing is made of. */
  public long ignored() {
    return ignored.get();
  }

  /** Headers whose name had been there before in their frame; their values were left out. */
  public long repeatedHeaders() {
    return repeatedHeaders.get();
  }

  /** Lines that were too long, or too many for one frame. */
  public long cutLines() {
    return cutLines.get();
  }

  /** Frames that could not be understood, and were left out. */
  public long malformed() {
    return malformed.get();
  }

  void frame() {
    frames.incrementAndGet();
  }

  void ignore() {
    ignored.incrementAndGet();
  }

  void repeatHeader() {
    repeatedHeaders.incrementAndGet();
  }

  void cutLine() {
    cutLines.incrementAndGet();
  }

  void malform() {
    malformed.incrementAndGet();
  }

  @Override
  public String toString() {
    return "frames %s, ignored %s, repeated headers %s, cut lines %s, malformed %s"
        .formatted(frames, ignored, repeatedHeaders, cutLines, malformed);
  }
}
